package io.headrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.benchmarks.soak.NetworkProcess.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VictimChoiceTest {

    private static final List<NetworkProcess> NETWORK = List.of(
            new NetworkProcess(1, 0, Kind.NETWORK, "network"),
            new NetworkProcess(2, 1, Kind.GATEWAY, "gateway"),
            new NetworkProcess(3, 1, Kind.ORCHESTRATOR, "alder"),
            new NetworkProcess(4, 1, Kind.ORCHESTRATOR, "birch"),
            new NetworkProcess(5, 1, Kind.WORKER, "alder-worker"),
            new NetworkProcess(6, 5, Kind.CHILD, "child of alder-worker"),
            new NetworkProcess(7, 5, Kind.CHILD, "child of alder-worker"),
            new NetworkProcess(8, 2, Kind.CHILD, "child of gateway"));

    @Test
    void choosesOnlyTargets() {
        var choice = new VictimChoice(Set.of(Kind.WORKER, Kind.CHILD), new Random(1));

        assertThat(IntStream.range(0, 200)
                        .mapToObj(_ -> choice.choose(NETWORK).orElseThrow().kind()))
                .containsOnly(Kind.WORKER, Kind.CHILD);
    }

    @Test
    void choosesEveryKindAsOften() {
        var choice = new VictimChoice(Set.of(Kind.WORKER, Kind.CHILD, Kind.ORCHESTRATOR), new Random(1));
        var kinds = new EnumMap<Kind, Integer>(Kind.class);

        for (int i = 0; i < 3_000; i++) {
            kinds.merge(choice.choose(NETWORK).orElseThrow().kind(), 1, Integer::sum);
        }

        assertThat(kinds.values()).allSatisfy(count -> assertThat(count).isBetween(850, 1_150));
    }

    @Test
    void choosesTheSameWithTheSameSeedHoweverTheyAreListed() {
        var one = new VictimChoice(Set.of(Kind.CHILD, Kind.ORCHESTRATOR), new Random(42));
        var other = new VictimChoice(Set.of(Kind.CHILD, Kind.ORCHESTRATOR), new Random(42));

        for (int i = 0; i < 100; i++) {
            assertThat(one.choose(NETWORK)).isEqualTo(other.choose(NETWORK.reversed()));
        }
    }

    @Test
    void choosesNobodyWhenNoTargetLives() {
        var choice = new VictimChoice(Set.of(Kind.WORKER), new Random(1));

        assertThat(choice.choose(NETWORK.subList(0, 3))).isEmpty();
        assertThat(choice.choose(List.of())).isEmpty();
    }
}
