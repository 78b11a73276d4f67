package io.headrace.chain.transaction;

/** What the transaction machine hears. Whatever it asked for is answered, once, by one of these. */
public sealed interface TransactionEvent {

    /** Somebody wants a call made, once; asked again under a name that is under way, it is the same call. */
    record Asked(CallId id, Call call) implements TransactionEvent {
        public Asked {
            if (call.purpose() == Purpose.REPAIR) {
                throw new IllegalArgumentException("Nobody asks for a repair: " + id);
            }
        }
    }

    /** Looked for every few seconds and told each time, a new block or not: the machine's clock. */
    record BlockSeen(Head head) implements TransactionEvent {}

    /** @param gas what it would use now */
    record Estimated(CallId id, long gas) implements TransactionEvent {}

    /** @param text the contract's reason */
    record EstimateRefused(CallId id, String text) implements TransactionEvent {}

    record EstimateFailed(CallId id, String what) implements TransactionEvent {}

    /** @param pending the account's next nonce as the endpoint has it, what it has not mined included */
    record NonceSeen(long pending) implements TransactionEvent {}

    record NonceFailed(String what) implements TransactionEvent {}

    record Sent(long nonce) implements TransactionEvent {}

    record Refused(long nonce, Refusal refusal) implements TransactionEvent {}

    /** Nobody knows whether the endpoint has it. */
    record SendFailed(long nonce, String what) implements TransactionEvent {}

    /** @param accountNonce nonces of the account that are mined */
    record LookedUp(long nonce, Sighting sighting, long accountNonce) implements TransactionEvent {}

    record LookUpFailed(long nonce, String what) implements TransactionEvent {}
}
