package io.headrace.wire.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.wire.text.UnreadableException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is wanted of a live stream: the query with which it comes in (real-time reference section 2.1), and what an auth
 * webhook makes of it (section 3.1). Texts are empty when nothing was said.
 *
 * @param pipeline name of the model
 * @param pipelineId as the application calls it; only a webhook can say it
 * @param parameters a JSON object
 * @param streamId chosen by the client, for status and events
 * @param rtmpOutput where else the output is pushed
 * @param orchestrator a part of the addresses of those that may be asked
 */
public record LiveOptions(
        String pipeline,
        String pipelineId,
        Optional<String> parameters,
        String streamId,
        String rtmpOutput,
        String orchestrator) {

    public static final LiveOptions NONE = new LiveOptions("", "", Optional.empty(), "", "", "");

    /** The pipeline whose parameters are the value of one field. */
    private static final String COMFY_UI = "comfyui";

    /**
     * @param query without its question mark, escaped; of equal names the first counts, unknown ones are passed over
     * @throws UnreadableException when it is not escaped properly, or the parameters are no JSON object
     */
    public static LiveOptions parse(String query) throws UnreadableException {
        var values = values(query);
        var parameters = values.getOrDefault("params", "");
        if (!parameters.isEmpty()) {
            LiveBody.fields(parameters, "map[string]interface {}");
        }
        return new LiveOptions(
                values.getOrDefault("pipeline", ""),
                "",
                Optional.of(parameters).filter(json -> !json.isEmpty()),
                values.getOrDefault("streamId", ""),
                values.getOrDefault("rtmpOutput", ""),
                values.getOrDefault("orchestrator", ""));
    }

    /** These, where the others say nothing. */
    public LiveOptions overriddenBy(LiveOptions others) {
        var name = either(others.pipeline, pipeline);
        return new LiveOptions(
                name,
                either(others.pipelineId, pipelineId),
                others.parameters.map(json -> wrapped(name, json)).or(() -> parameters),
                either(others.streamId, streamId),
                either(others.rtmpOutput, rtmpOutput),
                either(others.orchestrator, orchestrator));
    }

    /** A webhook may give the bare workflow. */
    private static String wrapped(String pipeline, String json) {
        try {
            return pipeline.equals(COMFY_UI)
                            && !LiveBody.fields(json, "").names().contains("prompt")
                    ? "{\"prompt\":" + json + "}"
                    : json;
        } catch (UnreadableException noObject) {
            throw new IllegalArgumentException("Parameters are a JSON object: " + json, noObject);
        }
    }

    private static String either(String first, String second) {
        return first.isEmpty() ? second : first;
    }

    private static Map<String, String> values(String query) throws UnreadableException {
        if (query.length() > LiveBody.MAX_BYTES) {
            throw new UnreadableException("a query of " + query.length() + " characters");
        }
        var values = new HashMap<String, String>();
        try {
            for (var pair : query.split("&")) {
                int equals = pair.indexOf('=');
                var name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), UTF_8);
                values.putIfAbsent(name, equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        } catch (IllegalArgumentException notEscaped) {
            throw new UnreadableException("a query that is not escaped properly: " + notEscaped.getMessage());
        }
        return values;
    }
}
