package io.headrace.benchmarks.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * What was held in a while that began at one moment, and in another that ended at the end.
     *
     * @param before on average, in bytes
     * @param after on average, in bytes
     */
    record Growth(Duration from, double before, Duration to, double after) {
        double ratio() {
            return after / before;
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
    Optional<Growth> growth() {
        return growth(Sample::total);
    }

    Optional<Growth> growth(NetworkProcess.Kind kind) {
        return growth(sample -> sample.bytes().getOrDefault(kind, 0L));
    }

    private Optional<Growth> growth(ToLongFunction<Sample> bytes) {
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        var end = samples.getLast().at();
        var third = end.dividedBy(3);
        var steady = third.compareTo(STEADY) < 0 ? third : STEADY;
        var shortest = end.dividedBy(WINDOWS_IN_A_SHORT_RUN);
        var window = shortest.compareTo(WINDOW) < 0 ? shortest : WINDOW;
        var before = mean(steady, steady.plus(window), bytes);
        var last = mean(end.minus(window), end, bytes);
        return before.isPresent() && last.isPresent() && before.getAsDouble() > 0
                ? Optional.of(new Growth(steady, before.getAsDouble(), end, last.getAsDouble()))
                : Optional.empty();
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
