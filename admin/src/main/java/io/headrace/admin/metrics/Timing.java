package io.headrace.admin.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long something takes: a histogram in seconds. Any thread. */
final class Timing {

    private final MeterRegistry registry;
    private final String name;
    private final String help;
    private final Duration[] bounds;
    private final List<String> labels;
    private final Map<List<String>, Timer> series = new ConcurrentHashMap<>();

    /** @param seconds the upper bounds of its buckets */
    Timing(MeterRegistry registry, String name, String help, double[] seconds, String... labels) {
        this.registry = registry;
        this.name = name;
        this.help = help;
        this.bounds = Arrays.stream(seconds)
                .mapToObj(bound -> Duration.ofNanos(Math.round(bound * 1e9)))
                .toArray(Duration[]::new);
        this.labels = List.of(labels);
        if (this.labels.isEmpty()) {
            series.put(List.of(), register(List.of()));
        }
    }

    /** A time that ran backwards, because a clock was set, counts as none. */
    void record(Duration took, String... values) {
        series.computeIfAbsent(List.of(values), this::register).record(took.isNegative() ? Duration.ZERO : took);
    }

    private Timer register(List<String> values) {
        return Timer.builder(name)
                .description(help)
                .serviceLevelObjectives(bounds)
                .tags(Count.tags(labels, values))
                .register(registry);
    }
}
