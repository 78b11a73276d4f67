package io.headrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulationTest {

    @Test
    void aThousandJobsKeepEveryPromise() {
        var report = Simulation.run(SimulationConfig.of(1));

        System.out.println(report.text());
        assertThat(report.violation()).isEmpty();
    }
}
