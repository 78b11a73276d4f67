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

        /**
         * As good as gone, on a chain that may take it back.
         *
         * @param fromBlock at which the chain is asked whether it stayed so
         */
        record Provisional(Ending ending, long fromBlock) implements Phase {}

        /** The chain is being asked whether it stayed so. */
        record Confirming(Ending ending) implements Phase {}
    }

    static Held fresh(WinningTicket winner) {
        return new Held(winner.hash(), winner, new Phase.Waiting(0), 0);
    }

    /** @param expired so that asking about it reveals nothing any more */
    boolean due(long block, boolean expired) {
        return switch (phase) {
            case Phase.Waiting(var fromBlock) -> fromBlock <= block && (expired || winner.mayBeRevealed(block));
            case Phase.Provisional(var _, var fromBlock) -> fromBlock <= block;
            case Phase.Checking _, Phase.Submitting _, Phase.Confirming _ -> false;
        };
    }

    boolean inFlight() {
        return switch (phase) {
            case Phase.Checking _, Phase.Submitting _, Phase.Confirming _ -> true;
            case Phase.Waiting _, Phase.Provisional _ -> false;
        };
    }

    /** What it is in when the chain is asked about it. */
    Held asking() {
        return in(
                phase instanceof Phase.Provisional(var ending, var _)
                        ? new Phase.Confirming(ending)
                        : new Phase.Checking());
    }

    /** Nobody remembers how what was in flight went on. */
    Held resumed() {
        return switch (phase) {
            case Phase.Checking _, Phase.Submitting _ -> in(new Phase.Waiting(0));
            case Phase.Confirming(var ending) -> in(new Phase.Provisional(ending, 0));
            case Phase.Waiting _, Phase.Provisional _ -> this;
        };
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
