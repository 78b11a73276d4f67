package io.headrace.admin.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.DoubleSupplier;

/**
 * Something that is read when somebody looks, under exactly the name given. Prometheus' own libraries take {@code _total}
 * from the name of whatever is no counter; several of the network's gauges have it. Those are announced as counters,
 * which changes no query that suits a gauge.
 */
final class Readings {

    private static final String COUNTER_ENDING = "_total";

    private Readings() {}

    /**
     * The registry holds what is given it to read from only weakly where it counts, so a counter reads from the registry.
     *
     * @param now any thread; NaN when it is not known
     */
    static void register(MeterRegistry registry, String name, String help, DoubleSupplier now) {
        if (name.endsWith(COUNTER_ENDING)) {
            FunctionCounter.builder(name, registry, _ -> Math.max(0, read(now)))
                    .description(help)
                    .register(registry);
        } else {
            Gauge.builder(name, now, Readings::read)
                    .description(help)
                    .strongReference(true)
                    .register(registry);
        }
    }

    /** One reading that fails must not hide the others. */
    private static double read(DoubleSupplier source) {
        try {
            return source.getAsDouble();
        } catch (RuntimeException unknown) {
            return Double.NaN;
        }
    }
}
