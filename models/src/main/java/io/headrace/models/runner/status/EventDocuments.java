package io.headrace.models.runner.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a runner tells on its events channel, one JSON document a segment (real-time reference sections 6.6 and 8.3):
 *
 * <pre>
 * {"event":{"type":"status", …},  "queue_event_type":"ai_stream_events"}
 * {"event":{"type":"error", …},   "queue_event_type":"ai_stream_events"}
 * {"event":{"type":"restart", …}, "queue_event_type":"ai_stream_events"}
 * {"event":{"type":"runner_…", …},"queue_event_type":"stream_trace"}
 * </pre>
 *
 * A status is told whole each time, its parameters included, since a gateway misses the first one. The fields
 * {@code frames_in} to {@code decode_errors} are ours. Times are in ms since the epoch, null where there is none; those
 * of errors and restarts in seconds. Any thread.
 *
 * @param pipeline what peers call the model id
 */
public record EventDocuments(String pipeline) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String EVENTS = "ai_stream_events";
    private static final String TRACE = "stream_trace";
    private static final double MS_PER_SECOND = 1000;

    /**
     * @param since when the stream came into that state
     * @param before when the last status was told
     */
    public String status(StreamVitals stream, RunnerState state, Instant since, Optional<Instant> before, Instant now) {
        var event = JSON.createObjectNode();
        event.put("type", "status");
        event.put("pipeline", pipeline);
        event.put("start_time", stream.started().toEpochMilli());
        event.put("state", state.name());
        event.put("last_state_update_time", since.toEpochMilli());
        event.put("last_status_timestamp", before.map(Instant::toEpochMilli).orElse(null));
        event.put("timestamp", now.toEpochMilli());
        flow(event.putObject("input_status"), "last_input_time", stream.input());
        var inference = event.putObject("inference_status");
        flow(inference, "last_output_time", stream.output());
        inference.put("last_params_update_time", stream.parametersSince().toEpochMilli());
        inference.set("last_params", JSON.readTree(stream.parameters()));
        inference.put("last_params_hash", hash(stream.parameters()));
        inference.put("last_error_time", ms(stream.lastError()));
        inference.put("last_error", stream.lastError().map(Fault::message).orElse(null));
        inference.put("last_restart_time", ms(stream.lastRestart()));
        var logs = inference.putArray("last_restart_logs");
        stream.lastRestart().map(Fault::message).ifPresent(logs::add);
        inference.put("restart_count", stream.restarts());
        counts(event, stream.counts());
        return envelope(event, EVENTS);
    }

    private static void flow(ObjectNode status, String lastField, Flow flow) {
        switch (flow) {
            case Flow.None() -> {
                status.putNull(lastField);
                status.put("fps", 0.0);
            }
            case Flow.Run run -> {
                status.put(lastField, run.last().toEpochMilli());
                status.put("fps", run.perSecond());
            }
        }
    }

    /** The fields that are ours, into any document. */
    public static void counts(ObjectNode document, FrameCounts counts) {
        document.put("frames_in", counts.in());
        document.put("frames_out", counts.out());
        document.put("frames_skipped", counts.skipped());
        document.put("frames_replayed", counts.replayed());
        document.put("decode_errors", counts.undecodable());
    }

    public String error(Fault fault) {
        var event = JSON.createObjectNode();
        event.put("type", "error");
        event.put("pipeline", pipeline);
        event.put("message", fault.message());
        event.put("time", seconds(fault.at()));
        return envelope(event, EVENTS);
    }

    /** @param count how many there were in this stream */
    public String restart(Fault fault, int count) {
        var event = JSON.createObjectNode();
        event.put("type", "restart");
        event.put("pipeline", pipeline);
        event.put("restart_count", count);
        event.put("restart_time", seconds(fault.at()));
        event.putArray("restart_logs").add(fault.message());
        return envelope(event, EVENTS);
    }

    /** @param type {@code runner_receive_stream_request} and the like */
    public String trace(String type, Instant now) {
        var event = JSON.createObjectNode();
        event.put("type", type);
        event.put("pipeline", pipeline);
        event.put("timestamp", now.toEpochMilli());
        return envelope(event, TRACE);
    }

    private static String envelope(ObjectNode event, String queue) {
        var envelope = JSON.createObjectNode();
        envelope.set("event", event);
        envelope.put("queue_event_type", queue);
        return JSON.writeValueAsString(envelope);
    }

    private static @Nullable Long ms(Optional<Fault> fault) {
        return fault.map(each -> each.at().toEpochMilli()).orElse(null);
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / MS_PER_SECOND;
    }

    /** MD5 of the document with its fields sorted: peers compare it to see a change, nobody trusts it. */
    private static String hash(String parameters) {
        try {
            var sorted = JSON.writeValueAsString(sorted(JSON.readTree(parameters)));
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(sorted.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has MD5", missing);
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            var array = JSON.createArrayNode();
            node.forEach(each -> array.add(sorted(each)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        var byName = new TreeMap<String, JsonNode>();
        node.properties().forEach(field -> byName.put(field.getKey(), sorted(field.getValue())));
        var object = JSON.createObjectNode();
        byName.forEach(object::set);
        return object;
    }
}
