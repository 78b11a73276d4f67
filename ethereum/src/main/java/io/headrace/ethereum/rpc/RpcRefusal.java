package io.headrace.ethereum.rpc;

import java.util.Optional;

/**
 * A node understood the call and refuses it; another node would as well. What is not this is
 * {@link io.headrace.chain.ChainUnavailable}.
 */
public final class RpcRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why, as far as anybody acts upon it. Nodes say it in words, which are read in one place, {@link ErrorReading}. */
    public enum Reason {
        /** The contract refuses. */
        REVERTED,
        /** The transaction is in the node's pool already. */
        ALREADY_KNOWN,
        /** A transaction with this nonce, or a later one, is in a block. */
        NONCE_TOO_LOW,
        /** It pays less than a block asks, or too little more than another one that waits with this nonce. */
        UNDERPRICED,
        /** The account has less than the transaction moves and may cost. */
        FUNDS_TOO_LOW,
        /** The range of blocks holds more logs than the node gives at once, or is longer. */
        TOO_MANY_RESULTS,
        /** The node does not have this method. */
        NO_SUCH_METHOD,
        OTHER
    }

    private final Reason reason;
    private final int code;
    private final String revertText;

    RpcRefusal(String message, Reason reason, int code, String revertText) {
        super(message);
        this.reason = reason;
        this.code = code;
        this.revertText = revertText;
    }

    public Reason reason() {
        return reason;
    }

    /** The JSON-RPC's error code. */
    public int code() {
        return code;
    }

    /** What the contract gave as its reason, or {@code panic code 0x..}; empty when it gave none. */
    public Optional<String> revertText() {
        return Optional.of(revertText).filter(text -> !text.isEmpty());
    }
}
