package io.headrace.wire.realtime;

import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;

/** {@link SessionRequest} as it travels (real-time reference section 6.2): fields in the order of their names. */
public final class SessionRequestCodec {

    /** Where it is posted. */
    public static final String PATH = "/live-video-to-video";

    static final String TYPE = "worker.GenLiveVideoToVideoJSONRequestBody";

    private SessionRequestCodec() {}

    public static String encode(SessionRequest request) {
        var document = new JsonObject().text("gateway_request_id", request.requestId());
        if (request.extended()) {
            document.json(
                    ChannelFields.OWN, new JsonObject().flag("extended", true).toString());
        }
        return document.text("model_id", request.model())
                .json("params", request.parameters())
                // Nobody reads them on this way, but existing gateways always send them.
                .text("publish_url", "")
                .text("stream_id", request.streamId())
                .text("subscribe_url", "")
                .toString();
    }

    /** The model may be empty: whether that makes sense is for the orchestrator to say. */
    public static SessionRequest decode(String json) throws UnreadableException {
        var fields = LiveBody.fields(json, TYPE);
        return new SessionRequest(
                fields.text("model_id"),
                parameters(fields),
                fields.text("gateway_request_id"),
                fields.text("stream_id"),
                fields.object(ChannelFields.OWN).flag("extended"));
    }

    static String parameters(JsonFields fields) throws UnreadableException {
        return fields.objectText("params").orElse("{}");
    }
}
