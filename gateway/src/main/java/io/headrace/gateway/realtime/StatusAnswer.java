package io.headrace.gateway.realtime;

import io.headrace.gateway.realtime.StreamWork.Standing;
import io.headrace.wire.realtime.GatewayStatus;
import io.headrace.wire.realtime.StatusDocument;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a stream is, as applications are told: a {@link StatusDocument} of the network's, and beside it
 *
 * <pre>
 * "headrace": {"stream", "stream_id", "pipeline", "orchestrator", "job", "state", "waiting", "publishing", "viewers"}
 * </pre>
 *
 * @param wheps where outputs are watched: {@code %s} stands for the stream's name
 */
public record StatusAnswer(String wheps) {

    private static final JsonMapper JSON = new JsonMapper();

    /** One line of JSON. */
    public String of(RealtimeStream stream) {
        var gateway =
                new GatewayStatus(wheps.formatted(stream.order().name()), stream.firstFailure(), Optional.empty());
        var document = (ObjectNode) JSON.readTree(stream.work().status().answer(gateway));
        ours(document.putObject("headrace"), stream, stream.work().standing());
        return document.toString();
    }

    private static void ours(ObjectNode ours, RealtimeStream stream, Standing standing) {
        ours.put("stream", stream.order().name());
        ours.put("stream_id", stream.order().streamId());
        ours.put("pipeline", stream.order().model());
        standing.orchestrator().ifPresent(url -> ours.put("orchestrator", url));
        ours.put("job", stream.work().job());
        ours.put("state", standing.state());
        standing.obstacle().ifPresent(sentence -> ours.put("waiting", sentence));
        ours.put("publishing", stream.publisher().isPresent());
        ours.put("viewers", stream.output().viewers());
    }
}
