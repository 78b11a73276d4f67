package io.headrace.chain;

/**
 * How a transaction ended once the chain has spoken.
 *
 * @param <T> what it yields
 */
public sealed interface Outcome<T> {

    /** @param transaction by which it can be found again */
    record Mined<T>(String transaction, T value) implements Outcome<T> {}

    /** The contract refused; nothing changed. */
    record Reverted<T>(Revert reason) implements Outcome<T> {}
}
