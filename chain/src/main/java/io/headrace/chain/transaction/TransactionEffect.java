package io.headrace.chain.transaction;

/** What the transaction machine wants done, in the order given. */
public sealed interface TransactionEffect {

    /** Find out what it would use, and if it would succeed. */
    record Estimate(CallId id, Call call) implements TransactionEffect {}

    /** Ask for the account's pending nonce. */
    record AskNonce() implements TransactionEffect {}

    /** Make it safe before anything that follows is begun. */
    record Save(Transaction transaction) implements TransactionEffect {}

    /** Sign it with its last fees, and send it. */
    record Send(Transaction transaction) implements TransactionEffect {}

    /** Look for all of its tries. */
    record LookUp(Transaction transaction) implements TransactionEffect {}

    /** Tell the asker. */
    record Finish(CallId id, Result result) implements TransactionEffect {}

    /** Its end was told; a restart need not know of it. */
    record Forget(long nonce) implements TransactionEffect {}

    /** Tell the operator. */
    record Report(Transaction transaction, Trouble trouble) implements TransactionEffect {}

    record Count(Incident incident) implements TransactionEffect {}
}
