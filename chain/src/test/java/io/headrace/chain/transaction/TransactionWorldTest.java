package io.headrace.chain.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.transaction.TransactionWorld.Fault;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many worlds in which the chain behaves badly: every call is mined exactly once, or its asker knows why it is not. */
class TransactionWorldTest {

    private static final int CALLS = 40;
    private static final int SEEDS = 40;

    @ParameterizedTest
    @EnumSource(Fault.class)
    void minesEachCallOnceOrSaysWhyNotWhateverGoesWrong(Fault fault) {
        for (long seed = 0; seed < SEEDS; seed++) {
            check(seed, EnumSet.of(fault));
        }
    }

    @Test
    void minesEachCallOnceOrSaysWhyNotWhenEverythingGoesWrong() {
        var incidents = EnumSet.noneOf(Incident.class);
        for (long seed = 0; seed < 5 * SEEDS; seed++) {
            incidents.addAll(check(seed, EnumSet.allOf(Fault.class)).incidents());
        }

        assertThat(incidents).containsAll(EnumSet.complementOf(EnumSet.of(Incident.REFUSED)));
    }

    @Test
    void losesNothingWhenNothingGoesWrong() {
        var world = check(1, EnumSet.noneOf(Fault.class));

        assertThat(world.results().values())
                .allSatisfy(results ->
                        assertThat(results.getFirst()).isInstanceOfAny(Result.Mined.class, Result.WouldRevert.class));
        assertThat(world.incidents()).isEmpty();
    }

    private static TransactionWorld check(long seed, Set<Fault> faults) {
        var world = new TransactionWorld(seed, faults).run(CALLS);
        assertThat(world.asked()).as("asked, seed %d", seed).hasSize(CALLS);
        for (var id : world.asked()) {
            var results = world.results().getOrDefault(id, List.of());
            int mined = Collections.frequency(world.chain().mined(), id);
            assertThat(results).as("%s, seed %d", id, seed).hasSize(1);
            assertThat(mined)
                    .as("%s, seed %d, which was told %s", id, seed, results)
                    .isEqualTo(results.getFirst() instanceof Result.Mined ? 1 : 0);
        }
        assertThat(world.saved()).as("open, seed %d", seed).isEmpty();
        assertThat(world.chain().taken().values())
                .as("calls that shared a nonce, seed %d", seed)
                .allSatisfy(calls -> assertThat(calls).hasSize(1));
        return world;
    }
}
