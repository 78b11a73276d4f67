package io.headrace.gateway.realtime;

import io.headrace.gateway.realtime.StreamWork.Standing;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a stream is, as applications are told (real-time reference section 3.3): what its runner last said, and beside it
 *
 * <pre>
 * "stream_id", "pipeline", "orchestrator_info": {"url"}
 * "gateway_status": {"whep_url", "error": {"error_message"}}
 * "headrace": {"stream", "job", "state", "publishing", "viewers"}        (ours)
 * </pre>
 *
 * @param wheps where outputs are watched: {@code %s} stands for the stream's name
 */
public record StatusDocument(String wheps) {

    private static final JsonMapper JSON = new JsonMapper();

    /** One line of JSON. */
    String of(RealtimeStream stream) {
        var work = stream.work();
        var standing = work.standing();
        var order = stream.order();
        var document = work.runnerStatus().flatMap(StatusDocument::object).orElseGet(JSON::createObjectNode);
        document.put("stream_id", order.streamId());
        document.put("pipeline", order.model());
        standing.orchestrator()
                .ifPresent(url -> document.putObject("orchestrator_info").put("url", url));
        var gateway = document.putObject("gateway_status");
        gateway.put("whep_url", wheps.formatted(order.name()));
        standing.problem().ifPresent(sentence -> gateway.putObject("error").put("error_message", sentence));
        ours(document.putObject("headrace"), stream, standing);
        return document.toString();
    }

    private static void ours(ObjectNode ours, RealtimeStream stream, Standing standing) {
        ours.put("stream", stream.order().name());
        ours.put("job", stream.work().job());
        ours.put("state", standing.state());
        ours.put("publishing", stream.publisher().isPresent());
        ours.put("viewers", stream.output().viewers());
    }

    private static Optional<ObjectNode> object(String json) {
        try {
            return JSON.readTree(json) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
