package io.headrace.simulation;

import java.time.Duration;
import java.util.Optional;

/**
 * One simulated network's life.
 *
 * @param seed from which everything follows
 * @param jobs 1 to 100,000
 * @param units of each job, 1 to 10,000
 * @param arrival between the beginnings of two jobs
 * @param calamity between two blows of fate: a kill, a new price, a leap of the chain
 */
public record SimulationConfig(
        long seed, int jobs, int units, Duration arrival, Duration calamity, Optional<PlantedBug> bug) {

    public SimulationConfig {
        if (jobs < 1 || jobs > 100_000 || units < 1 || units > 10_000) {
            throw new IllegalArgumentException("%d jobs of %d units".formatted(jobs, units));
        }
        if (!arrival.isPositive() || !calamity.isPositive()) {
            throw new IllegalArgumentException("Arrival %s, calamity %s".formatted(arrival, calamity));
        }
    }

    /** A thousand jobs of twenty units in a hard world. */
    public static SimulationConfig of(long seed) {
        return new SimulationConfig(seed, 1_000, 20, Duration.ofMillis(400), Duration.ofMillis(400), Optional.empty());
    }

    public SimulationConfig withJobs(int other) {
        return new SimulationConfig(seed, other, units, arrival, calamity, bug);
    }

    public SimulationConfig with(PlantedBug planted) {
        return new SimulationConfig(seed, jobs, units, arrival, calamity, Optional.of(planted));
    }

    boolean has(PlantedBug planted) {
        return bug.filter(planted::equals).isPresent();
    }
}
