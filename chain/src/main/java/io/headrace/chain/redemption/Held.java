package io.headrace.chain.redemption;

import io.headrace.crypto.Hash256;
import io.headrace.payments.WinningTicket;

/**
 * A winner in the queue, and where it is on its way.
 *
 * @param attempts how often it was checked or submitted in vain
 */
public record Held(Hash256 hash, WinningTicket winner, Phase phase, int attempts) {

    /** The longest pause between two attempts, in blocks. */
    private static final long LONGEST_PAUSE = 64;

    private static final int MAX_DOUBLINGS = 6;

    /** Where a winner is on its way. */
    public sealed interface Phase {
        /** @param fromBlock before which nothing is tried */
        record Waiting(long fromBlock) implements Phase {}

        record Checking() implements Phase {}

        record Submitting() implements Phase {}
    }

    static Held fresh(WinningTicket winner) {
        return new Held(winner.hash(), winner, new Phase.Waiting(0), 0);
    }

    boolean due(long block) {
        return switch (phase) {
            case Phase.Waiting(var fromBlock) -> fromBlock <= block && winner.mayBeRevealed(block);
            case Phase.Checking _, Phase.Submitting _ -> false;
        };
    }

    boolean inFlight() {
        return !(phase instanceof Phase.Waiting);
    }

    Held in(Phase next) {
        return new Held(hash, winner, next, attempts);
    }

    /** Waits twice as long each time, so that a hopeless winner costs little. */
    Held delayed(long block) {
        long pause = Math.min(LONGEST_PAUSE, 1L << Math.min(attempts, MAX_DOUBLINGS));
        return new Held(hash, winner, new Phase.Waiting(block + pause), attempts + 1);
    }
}
