package io.headrace.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.lifecycle.Lifecycle;
import io.headrace.job.lifecycle.Rule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thousands of lives of a job, each from its seed. */
class RandomLivesTest {

    private static final int LIVES = 16_000;

    @Test
    void keepsItsPromisesAndWalksEveryTransition() {
        Set<Rule> visited = new HashSet<>();
        Map<String, Integer> endings = new HashMap<>();

        for (long seed = 0; seed < LIVES; seed++) {
            try {
                var outcome = new RandomLife(seed, visited).run();
                endings.merge(outcome.getClass().getSimpleName(), 1, Integer::sum);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("Seed " + seed, broken);
            }
        }

        assertThat(endings).containsOnlyKeys("Completed", "Cancelled", "Failed");
        assertThat(notVisited(visited)).as("transitions that nobody made").isEmpty();
    }

    private static List<Rule> notVisited(Set<Rule> visited) {
        return Lifecycle.rules().stream()
                .filter(rule -> !visited.contains(rule))
                .toList();
    }
}
