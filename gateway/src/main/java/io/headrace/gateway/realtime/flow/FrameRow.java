package io.headrace.gateway.realtime.flow;

import io.headrace.wire.realtime.FrameTrace;
import java.time.Duration;
import java.util.Optional;

/**
 * One delivered frame's way. The gateway's stations are nanoseconds of its own monotonic clock, the trace's those of the
 * runner's host.
 *
 * @param presentation in 1/90000 s
 * @param session that computed it
 * @param received it came from the publisher
 * @param sent its last byte was written to the session's input channel
 * @param returned its last byte came from the output channel
 * @param delivered it was handed to the viewers' side
 * @param trace the runner's stations; empty for peers that tell none, and until it has come
 */
public record FrameRow(
        long presentation,
        int session,
        long received,
        long sent,
        long returned,
        long delivered,
        Optional<FrameTrace> trace) {

    public Duration total() {
        return Duration.ofNanos(delivered - received);
    }

    /** All but decoding, transforming and encoding. Empty without a trace. */
    public Optional<Duration> ourShare() {
        return trace.map(stations -> total().minusNanos(stations.encoded() - stations.read()));
    }

    /** Empty for what only a trace tells. */
    public Optional<Duration> of(Hop hop) {
        return switch (hop) {
            case GATEWAY_IN -> Optional.of(Duration.ofNanos(sent - received));
            case GATEWAY_OUT -> Optional.of(Duration.ofNanos(delivered - returned));
            case NETWORK ->
                trace.map(stations -> Duration.ofNanos((returned - sent) - (stations.written() - stations.read())));
            case DECODE -> trace.map(stations -> Duration.ofNanos(stations.decoded() - stations.read()));
            case TRANSFORM -> trace.map(stations -> Duration.ofNanos(stations.transformed() - stations.decoded()));
            case ENCODE -> trace.map(stations -> Duration.ofNanos(stations.encoded() - stations.transformed()));
            case RUNNER_OUT -> trace.map(stations -> Duration.ofNanos(stations.written() - stations.encoded()));
        };
    }
}
