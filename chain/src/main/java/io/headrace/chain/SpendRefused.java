package io.headrace.chain;

/**
 * The chain was not asked, because this node's own caps or its operator's switch forbid to spend what it would cost. It
 * may be tried again later, as when a chain is silent: caps slide along with time, and a switch is turned back.
 */
public final class SpendRefused extends ChainUnavailable {

    private static final long serialVersionUID = 1;

    /** @param message what was wanted, and which cap with which value or which switch stands against it */
    public SpendRefused(String message) {
        super(message, true);
    }
}
