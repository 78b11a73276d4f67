package io.headrace.wire.realtime;

import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;

/** {@link RunnerRequest} as it travels (real-time reference section 8.1): fields in the order of their names. */
public final class RunnerRequestCodec {

    private RunnerRequestCodec() {}

    public static String encode(RunnerRequest request) {
        var channels = request.channels();
        JsonObject document = ChannelFields.first(channels).text("gateway_request_id", request.requestId());
        return ChannelFields.addOwn(document, channels)
                .text("manifest_id", request.manifestId())
                .text("model_id", request.model())
                .json("params", request.parameters())
                .text("publish_url", channels.output().url())
                .text("stream_id", request.streamId())
                .text("subscribe_url", channels.input().url())
                .toString();
    }

    /** @throws UnreadableException also when one of the network's four channels is missing */
    public static RunnerRequest decode(String json) throws UnreadableException {
        var fields = LiveBody.fields(json, SessionRequestCodec.TYPE);
        return new RunnerRequest(
                fields.text("model_id"),
                SessionRequestCodec.parameters(fields),
                fields.text("gateway_request_id"),
                fields.text("manifest_id"),
                fields.text("stream_id"),
                ChannelFields.read(fields, ChannelFields.Sides.OF_RUNNER));
    }
}
