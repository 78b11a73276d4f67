package io.headrace.chain.transaction;

/** Why an endpoint does not take a transaction; its text is for the operator, nothing compares it. */
public sealed interface Refusal {

    String text();

    /** The account's next nonce is higher: one of ours was mined, or somebody else's of the same account. */
    record NonceTooLow(String text) implements Refusal {}

    /** Below what the pool or the block takes, or not enough above what waits at the same nonce. */
    record Underpriced(String text) implements Refusal {}

    /** The account cannot pay for value and gas at the cap. */
    record InsufficientFunds(String text) implements Refusal {}

    /** Not a refusal in effect: it is there already. */
    record AlreadyKnown(String text) implements Refusal {}

    record Other(String text) implements Refusal {}
}
