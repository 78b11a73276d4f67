package io.headrace.payments;

/**
 * What a node knows of the chain's progress when it decides about tickets.
 *
 * @param block the latest L1 block seen; offers expire by it
 * @param lastRound the last round that was initialised, with its block hash; unlocking is measured by it
 */
public record ChainTime(long block, CreationRound lastRound) {

    public ChainTime {
        if (block < 0) {
            throw new IllegalArgumentException("Blocks count from zero: " + block);
        }
    }
}
