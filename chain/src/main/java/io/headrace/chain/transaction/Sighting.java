package io.headrace.chain.transaction;

/** Where the endpoint sees the transactions of one nonce that are ours. */
public sealed interface Sighting {

    /** One of them is in a block of the chain as it is now. */
    record Mined(Receipt receipt) implements Sighting {}

    /** None is mined, and at least one waits for a block. */
    record Pending() implements Sighting {}

    /** None is known. */
    record Unknown() implements Sighting {}
}
