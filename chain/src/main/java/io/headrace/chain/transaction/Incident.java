package io.headrace.chain.transaction;

/** What is counted. */
public enum Incident {
    REPLACED,
    RESENT,
    REORGANISED,
    REPAIRED,
    NONCE_TOO_LOW,
    NONCE_TAKEN,
    UNDERPRICED,
    INSUFFICIENT_FUNDS,
    ALREADY_KNOWN,
    REFUSED,
    UNREACHABLE;

    static Incident of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NonceTooLow _ -> NONCE_TOO_LOW;
            case Refusal.Underpriced _ -> UNDERPRICED;
            case Refusal.InsufficientFunds _ -> INSUFFICIENT_FUNDS;
            case Refusal.AlreadyKnown _ -> ALREADY_KNOWN;
            case Refusal.Other _ -> REFUSED;
        };
    }
}
