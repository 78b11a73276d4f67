package io.headrace.chain;

/** The chain could not be asked, or did not answer in time: the network or a node on the way failed, not the call. */
public sealed class ChainUnavailable extends RuntimeException permits SpendRefused {

    private static final long serialVersionUID = 1;

    private final boolean retryHelps;

    /** @param message what was tried, with which values */
    public ChainUnavailable(String message, boolean retryHelps, Throwable cause) {
        super(message, cause);
        this.retryHelps = retryHelps;
    }

    /** @param message what was tried, and what was answered instead */
    public ChainUnavailable(String message, boolean retryHelps) {
        super(message);
        this.retryHelps = retryHelps;
    }

    /** False when the same call would fail again, as with a wrong address of the node. */
    public boolean retryHelps() {
        return retryHelps;
    }
}
