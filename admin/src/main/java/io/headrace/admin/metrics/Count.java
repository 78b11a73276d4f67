package io.headrace.admin.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.DoubleConsumer;

/**
 * Something that only grows, under exactly the name given. Prometheus' own libraries end the name of every counter in
 * {@code _total}; several of the network's do not, and a dashboard asks for them by name. Those are announced as gauges,
 * which changes no query. One without labels is there from the beginning, at zero. Any thread.
 */
final class Count {

    private static final String COUNTER_ENDING = "_total";

    private final MeterRegistry registry;
    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<List<String>, DoubleConsumer> series = new ConcurrentHashMap<>();

    /** @param labels their names; each must have few values */
    Count(MeterRegistry registry, String name, String help, String... labels) {
        this.registry = registry;
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
        if (this.labels.isEmpty()) {
            add(0);
        }
    }

    void one(String... values) {
        add(1, values);
    }

    void many(long amount, String... values) {
        add((double) amount, values);
    }

    /** @param values of the labels, in their order */
    void add(double amount, String... values) {
        series.computeIfAbsent(List.of(values), this::register).accept(amount);
    }

    private DoubleConsumer register(List<String> values) {
        var tags = tags(labels, values);
        if (name.endsWith(COUNTER_ENDING)) {
            return Counter.builder(name).description(help).tags(tags).register(registry)::increment;
        }
        var sum = new DoubleAdder();
        Gauge.builder(name, sum, DoubleAdder::sum)
                .description(help)
                .tags(tags)
                .strongReference(true)
                .register(registry);
        return sum::add;
    }

    static Tags tags(List<String> labels, List<String> values) {
        if (labels.size() != values.size()) {
            throw new IllegalArgumentException("Values %s for the labels %s".formatted(values, labels));
        }
        var tags = Tags.empty();
        for (int i = 0; i < labels.size(); i++) {
            tags = tags.and(labels.get(i), values.get(i));
        }
        return tags;
    }
}
