package io.headrace.wire.realtime;

import io.headrace.wire.text.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a gateway adds to a runner's status (real-time reference section 3.3).
 *
 * @param whepUrl where the output is watched
 * @param firstFailure later ones are not told
 */
public record GatewayStatus(String whepUrl, Optional<Failure> firstFailure, Optional<Ingest> ingest) {

    private static final double TICKS_PER_SECOND = 90_000;

    public record Failure(String message, Instant time) {}

    /** How the input comes in. */
    public record Ingest(Connection connection, List<Track> tracks) {

        private static final double MAX_JITTER_MS = 50;
        private static final double MAX_LOSS_PERCENT = 2;

        public Ingest {
            tracks = List.copyOf(tracks);
        }

        /** Above 50 ms of jitter or 2 % of loss on any track it is bad. */
        public boolean isGood() {
            return tracks.stream()
                    .allMatch(track -> track.jitterMs() <= MAX_JITTER_MS && track.lossPercent() <= MAX_LOSS_PERCENT);
        }
    }

    public record Connection(String id, long bytesReceived, long bytesSent) {}

    /**
     * @param kind {@code video} or {@code audio}
     * @param lastInput presentation time of what came in last, in 1/90000 s
     * @param lastOutput of what went out last
     */
    public record Track(
            String kind,
            double jitterMs,
            long packetsLost,
            long packetsReceived,
            double lossPercent,
            Duration roundTrip,
            long lastInput,
            long lastOutput,
            List<String> warnings) {

        public Track {
            warnings = List.copyOf(warnings);
        }
    }

    /** As the field {@code gateway_status}. */
    String json() {
        var document = new JsonObject().textIfAny("whep_url", whepUrl);
        firstFailure.ifPresent(failure -> document.json(
                "error",
                new JsonObject()
                        .text("error_message", failure.message())
                        .number("error_time", failure.time().toEpochMilli())
                        .toString()));
        ingest.ifPresent(metrics -> document.json("ingest_metrics", json(metrics)));
        return document.toString();
    }

    private static String json(Ingest ingest) {
        var connection = ingest.connection();
        var stats = new JsonObject()
                .json(
                        "peer_conn_stats",
                        new JsonObject()
                                .text("ID", connection.id())
                                .number("BytesReceived", connection.bytesReceived())
                                .number("BytesSent", connection.bytesSent())
                                .toString())
                .json(
                        "track_stats",
                        ingest.tracks().stream().map(GatewayStatus::json).collect(Collectors.joining(",", "[", "]")))
                .text("conn_quality", ingest.isGood() ? "good" : "bad");
        return new JsonObject().json("stats", stats.toString()).toString();
    }

    private static String json(Track track) {
        return new JsonObject()
                .text("type", track.kind())
                .number("jitter", track.jitterMs())
                .number("packets_lost", track.packetsLost())
                .number("packets_received", track.packetsReceived())
                .number("packet_loss_pct", track.lossPercent())
                .number("rtt", track.roundTrip().toNanos())
                .number("last_input_ts", track.lastInput() / TICKS_PER_SECOND)
                .number("last_output_ts", track.lastOutput() / TICKS_PER_SECOND)
                .number("latency", (track.lastInput() - track.lastOutput()) / TICKS_PER_SECOND)
                .texts("warnings", track.warnings())
                .toString();
    }
}
