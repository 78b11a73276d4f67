package io.headrace.wire.realtime;

import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a gateway answers to whoever asks for the status of a stream (real-time reference section 3.3): the runner's last
 * status, whose it is, and the gateway's part. Immutable.
 *
 * @param json the runner's and whose it is: an object, its fields in the order of their names, which is how existing
 *     gateways print it
 */
public record StatusDocument(String json) {

    /** Before a runner has said anything. */
    public static final StatusDocument EMPTY = new StatusDocument("{}");

    private static final String INFERENCE = "inference_status";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /**
     * Whose status it is.
     *
     * @param orchestratorAddress empty off chain
     */
    public record Origin(
            String streamId, String requestId, String pipelineId, String orchestratorAddress, String orchestratorUrl) {}

    /**
     * The status that takes the place of this one; what runners tell only once is taken over from this one.
     *
     * @param event of the type {@code status}
     */
    public StatusDocument followedBy(String event, Origin origin) throws UnreadableException {
        LiveBody.fields(event, RunnerStatus.TYPE);
        var newer = tree(event);
        if (newer.path(INFERENCE) instanceof ObjectNode inference
                && tree(json).path(INFERENCE) instanceof ObjectNode before) {
            takeOver("last_params", before, inference);
            takeOver("last_restart_logs", before, inference);
        }
        newer.put("stream_id", origin.streamId());
        newer.put("request_id", origin.requestId());
        newer.put("pipeline_id", origin.pipelineId());
        newer.putObject("orchestrator_info")
                .put("address", origin.orchestratorAddress())
                .put("url", origin.orchestratorUrl());
        return new StatusDocument(text(newer));
    }

    /** The whole answer. */
    public String answer(GatewayStatus gateway) {
        return text(tree(json).set("gateway_status", tree(gateway.json())));
    }

    private static void takeOver(String name, ObjectNode before, ObjectNode after) {
        if (!after.hasNonNull(name)) {
            after.set(name, before.hasNonNull(name) ? before.get(name) : after.nullNode());
        }
    }

    private static ObjectNode tree(String object) {
        return (ObjectNode) JSON.readTree(object);
    }

    private static String text(ObjectNode tree) {
        return JsonObject.escaped(JSON.writeValueAsString(tree));
    }
}
