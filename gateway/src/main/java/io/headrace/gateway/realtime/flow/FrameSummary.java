package io.headrace.gateway.realtime.flow;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the recorded frames have in common.
 *
 * @param frames delivered and still recorded
 * @param total from publisher to viewers
 * @param ourShare of it, without decoding, transforming and encoding; of the traced frames
 * @param hops of the frames that tell each
 */
public record FrameSummary(int frames, Spread total, Spread ourShare, Map<Hop, Spread> hops) {

    /**
     * How a duration is spread over frames; all zero without frames.
     *
     * @param frames that tell it
     */
    public record Spread(int frames, Duration p50, Duration p90, Duration p99) {
        static Spread of(List<Duration> durations) {
            long[] sorted =
                    durations.stream().mapToLong(Duration::toNanos).sorted().toArray();
            return new Spread(sorted.length, at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99));
        }

        /** The least one that so many are not above. */
        private static Duration at(long[] sorted, double share) {
            int rank = (int) Math.ceil(share * sorted.length);
            return sorted.length == 0 ? Duration.ZERO : Duration.ofNanos(sorted[Math.max(0, rank - 1)]);
        }
    }

    public FrameSummary {
        hops = Map.copyOf(hops);
    }

    static FrameSummary of(List<FrameRow> rows) {
        var hops = new EnumMap<Hop, Spread>(Hop.class);
        Arrays.stream(Hop.values())
                .forEach(hop -> hops.put(
                        hop,
                        Spread.of(rows.stream()
                                .map(row -> row.of(hop))
                                .flatMap(Optional::stream)
                                .toList())));
        return new FrameSummary(
                rows.size(),
                Spread.of(rows.stream().map(FrameRow::total).toList()),
                Spread.of(rows.stream()
                        .map(FrameRow::ourShare)
                        .flatMap(Optional::stream)
                        .toList()),
                hops);
    }
}
