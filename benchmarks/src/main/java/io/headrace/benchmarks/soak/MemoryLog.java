package io.headrace.benchmarks.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/** How much memory the network held, over time. For one thread. */
final class MemoryLog {

    private static final Duration STEADY = Duration.ofMinutes(10);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int WINDOWS_IN_A_SHORT_RUN = 6;

    private final List<Sample> samples = new ArrayList<>();

    /**
     * One look.
     *
     * @param at since the beginning
     * @param bytes resident, by the kind of process
     */
    record Sample(Duration at, Map<NetworkProcess.Kind, Long> bytes) {
        Sample {
            bytes = Map.copyOf(bytes);
        }

        long total() {
            return bytes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /**
     * What the last minute held over what the tenth did; in a run of less than half an hour, over what a minute at its
     * third did. Empty before there are samples of both.
     */
    OptionalDouble growth() {
        return growth(Sample::total);
    }

    OptionalDouble growth(NetworkProcess.Kind kind) {
        return growth(sample -> sample.bytes().getOrDefault(kind, 0L));
    }

    private OptionalDouble growth(ToLongFunction<Sample> bytes) {
        if (samples.isEmpty()) {
            return OptionalDouble.empty();
        }
        var end = samples.getLast().at();
        var third = end.dividedBy(3);
        var steady = third.compareTo(STEADY) < 0 ? third : STEADY;
        var shortest = end.dividedBy(WINDOWS_IN_A_SHORT_RUN);
        var window = shortest.compareTo(WINDOW) < 0 ? shortest : WINDOW;
        var before = mean(steady, steady.plus(window), bytes);
        var last = mean(end.minus(window), end, bytes);
        return before.isPresent() && last.isPresent() && before.getAsDouble() > 0
                ? OptionalDouble.of(last.getAsDouble() / before.getAsDouble())
                : OptionalDouble.empty();
    }

    private OptionalDouble mean(Duration from, Duration to, ToLongFunction<Sample> bytes) {
        return samples.stream()
                .filter(each -> each.at().compareTo(from) >= 0 && each.at().compareTo(to) <= 0)
                .mapToLong(bytes)
                .average();
    }

    /** The most it ever held. */
    long peakBytes() {
        return samples.stream().mapToLong(Sample::total).max().orElse(0);
    }
}
