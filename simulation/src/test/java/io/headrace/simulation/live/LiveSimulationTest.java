package io.headrace.simulation.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveSimulationTest {

    @Test
    void twentySeedsKeepEveryPromiseAmongAllFaults() {
        var tolls = new EnumMap<LiveFault, LiveReport.Toll>(LiveFault.class);
        var broken = new ArrayList<String>();
        long units = 0;

        for (long seed = 1; seed <= 20; seed++) {
            var report = LiveSimulation.run(LiveConfig.of(seed));
            report.violation().ifPresent(_ -> broken.add(report.text()));
            report.tolls().forEach((fault, toll) -> tolls.merge(fault, toll, LiveReport.Toll::plus));
            units += report.units();
        }

        assertThat(broken).isEmpty();
        assertThat(units).isGreaterThan(10_000);
        assertThat(tolls)
                .as(LiveReport.table(tolls))
                .allSatisfy((_, toll) -> assertThat(toll.struck()).isPositive());
    }

    @Test
    void oneSeedTellsOneStory() {
        var first = LiveSimulation.run(LiveConfig.of(7).withStreams(3));
        var again = LiveSimulation.run(LiveConfig.of(7).withStreams(3));
        var other = LiveSimulation.run(LiveConfig.of(8).withStreams(3));

        assertThat(again).isEqualTo(first);
        assertThat(other.hash()).isNotEqualTo(first.hash());
    }

    @ParameterizedTest
    @EnumSource
    void findsAPlantedBugWithinTenSeeds(LiveBug bug) {
        Optional<LiveReport> broken = Optional.empty();

        for (long seed = 1; seed <= 10 && broken.isEmpty(); seed++) {
            broken = Optional.of(LiveSimulation.run(LiveConfig.of(seed).with(bug)))
                    .filter(report -> !report.ok());
        }

        assertThat(broken).as("%s", bug).isPresent();
        assertThat(broken.get().text())
                .contains("Seed " + broken.get().seed() + ", live: BROKEN")
                .contains("  | ");
    }

    @Test
    void refusesANetworkWithoutStreams() {
        assertThatThrownBy(() -> LiveConfig.of(1).withStreams(0)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> new LiveConfig(1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), Optional.empty()))
                .hasMessageContaining("PT1S");
    }
}
