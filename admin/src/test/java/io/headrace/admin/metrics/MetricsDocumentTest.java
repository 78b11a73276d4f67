package io.headrace.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever adds a meter says in docs/metrics.md what it means. */
class MetricsDocumentTest {

    @Test
    void explainsEveryMeter() throws IOException {
        var document = Files.readString(Path.of("../docs/metrics.md"));

        assertThat(Stream.concat(fromBirth(), Arrays.stream(Reading.values()).map(Reading::meter)))
                .allSatisfy(name -> assertThat(document).contains("`" + name));
    }

    /** Those without labels, which are there before anything happened. */
    private static Stream<String> fromBirth() {
        try (var gateway = NodeMeters.ofGateway(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), "a");
                var orchestrator =
                        NodeMeters.ofOrchestrator(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), "b")) {
            return Stream.of(gateway, orchestrator)
                    .flatMap(meters -> Exposition.of(meters).names().stream())
                    .filter(name -> name.startsWith("livepeer_") || name.startsWith("headrace_"))
                    .map(name -> name.replaceFirst("_(bucket|sum|count|max)$", ""));
        }
    }
}
