package io.headrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {

    @Test
    void aThousandJobsKeepEveryPromiseAmongAllFaults() {
        var report = Simulation.run(SimulationConfig.of(1));

        assertThat(report.violation()).as(report.text()).isEmpty();
        assertThat(report.endings().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(1_000);
        assertThat(report.skipped()).as(report.text()).isBetween(100L, 300L);
        assertThat(report.endings()).as(report.text()).doesNotContainKey("Failed not-published");
        assertThat(report.faults().values()).as(report.text()).allMatch(times -> times >= 100);
    }

    @Test
    void oneSeedTellsOneStory() {
        var first = Simulation.run(SimulationConfig.of(7).withJobs(40));
        var again = Simulation.run(SimulationConfig.of(7).withJobs(40));
        var other = Simulation.run(SimulationConfig.of(8).withJobs(40));

        assertThat(again).isEqualTo(first);
        assertThat(other.hash()).isNotEqualTo(first.hash());
    }

    @ParameterizedTest
    @EnumSource
    void findsAPlantedBugWithinTenSeeds(PlantedBug bug) {
        Optional<SimulationReport> broken = Optional.empty();

        for (long seed = 1; seed <= 10 && broken.isEmpty(); seed++) {
            broken = Optional.of(Simulation.run(
                            SimulationConfig.of(seed).withJobs(60).with(bug)))
                    .filter(report -> !report.ok());
        }

        assertThat(broken).as("%s", bug).isPresent();
        assertThat(broken.get().text()).contains("Seed " + broken.get().seed() + ": BROKEN");
    }

    @Test
    void refusesANetworkWithoutJobs() {
        assertThatThrownBy(() -> SimulationConfig.of(1).withJobs(0)).hasMessageContaining("0 jobs");
        assertThatThrownBy(() -> new SimulationConfig(1, 1, 1, Duration.ZERO, Duration.ofSeconds(1), Optional.empty()))
                .hasMessageContaining("Arrival");
    }
}
