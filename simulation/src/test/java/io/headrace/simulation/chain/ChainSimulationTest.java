package io.headrace.simulation.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.transaction.Incident;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChainSimulationTest {

    private static final List<String> ORCHESTRATORS = List.of("orchestrator-1", "orchestrator-2", "orchestrator-3");

    @Test
    void keepsEveryPromiseAmongAllFaults() {
        var report = ChainSimulation.run(ChainConfig.of(1));

        assertThat(report.violation()).as(report.text()).isEmpty();
        assertThat(report.faults().values()).as(report.text()).allMatch(times -> times > 0);
        assertThat(report.winners()).as(report.text()).containsKeys("Paid", "UsedBefore", "Expired");
    }

    @ParameterizedTest
    @EnumSource
    void keepsEveryPromiseWhenOneThingGoesWrongAndBlocksAreTakenBack(ChainFault fault) {
        var report = ChainSimulation.run(ChainConfig.of(1).with(EnumSet.of(fault, ChainFault.REORGANISED)));

        assertThat(report.violation()).as(report.text()).isEmpty();
        assertThat(report.faults().get(fault)).as(report.text()).isPositive();
    }

    @Test
    void paysEveryWinnerWhereNothingGoesWrong() {
        var report = ChainSimulation.run(ChainConfig.calm(1));

        assertThat(report.violation()).as(report.text()).isEmpty();
        assertThat(report.winners()).as(report.text()).containsOnlyKeys("Paid");
        assertThat(report.incidents()).as("bursts meet the spend guard").containsOnlyKeys(Incident.REFUSED);
    }

    /** Promise 6: one reward per round and orchestrator, through a restart of all of them. */
    @Test
    void callsRewardOnceInEachOfTwentyRoundsWithARestartInTheMiddle() {
        var report = ChainSimulation.run(ChainConfig.calm(6).restartingIn(11));

        report.rewards().forEach((round, callers) -> System.out.println("round " + round + ": " + callers));
        assertThat(report.violation()).as(report.text()).isEmpty();
        assertThat(report.rewards().headMap(25L).keySet())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 24).boxed().toList());
        assertThat(report.rewards().headMap(25L).values()).allMatch(ORCHESTRATORS::equals);
    }

    @Test
    void oneSeedTellsOneStory() {
        var first = ChainSimulation.run(ChainConfig.of(7));
        var again = ChainSimulation.run(ChainConfig.of(7));
        var other = ChainSimulation.run(ChainConfig.of(8));

        assertThat(again).isEqualTo(first);
        assertThat(other.hash()).isNotEqualTo(first.hash());
    }

    @ParameterizedTest
    @EnumSource
    void findsAPlantedMistakeWithinThreeSeeds(ChainMistake mistake) {
        Optional<ChainReport> broken = LongStream.rangeClosed(1, 3)
                .mapToObj(seed -> ChainSimulation.run(ChainConfig.of(seed).with(mistake)))
                .filter(Predicate.not(ChainReport::ok))
                .findFirst();

        assertThat(broken).as("%s", mistake).isPresent();
        assertThat(broken.get().text()).contains("Seed " + broken.get().seed() + ", chain: BROKEN");
    }

    @Test
    void refusesAChainWithoutRounds() {
        assertThatThrownBy(() -> new ChainConfig(1, 0, Set.of(), OptionalLong.empty(), Optional.empty()))
                .hasMessageContaining("0 rounds");
    }
}
