package io.headrace.simulation.chain;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One simulated chain's life.
 *
 * @param seed from which everything follows
 * @param rounds in which things go wrong, 1 to 1,000; a few quiet ones follow
 * @param faults those that may strike
 * @param restartIn the round in the middle of which every process is restarted
 */
public record ChainConfig(
        long seed, int rounds, Set<ChainFault> faults, OptionalLong restartIn, Optional<ChainMistake> mistake) {

    private static final int MOST_ROUNDS = 1_000;

    public ChainConfig {
        faults = Set.copyOf(faults);
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException(
                    "A chain of " + rounds + " rounds; 1 to " + MOST_ROUNDS + " are possible");
        }
    }

    /** Two dozen rounds in which everything goes wrong. */
    public static ChainConfig of(long seed) {
        return new ChainConfig(seed, 24, EnumSet.allOf(ChainFault.class), OptionalLong.empty(), Optional.empty());
    }

    /** The same where nothing goes wrong. */
    public static ChainConfig calm(long seed) {
        return of(seed).with(Set.of());
    }

    public ChainConfig with(Set<ChainFault> others) {
        return new ChainConfig(seed, rounds, others, restartIn, mistake);
    }

    public ChainConfig with(ChainMistake planted) {
        return new ChainConfig(seed, rounds, faults, restartIn, Optional.of(planted));
    }

    public ChainConfig restartingIn(long round) {
        return new ChainConfig(seed, rounds, faults, OptionalLong.of(round), mistake);
    }

    boolean has(ChainMistake planted) {
        return mistake.filter(planted::equals).isPresent();
    }
}
