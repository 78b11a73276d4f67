package io.headrace.wire.realtime;

import io.headrace.wire.text.UnreadableException;

/** {@link SessionAnswer} as it travels (real-time reference section 6.2): fields in the order of their names. */
public final class SessionAnswerCodec {

    private static final String TYPE = "worker.LiveVideoToVideoResponse";

    private SessionAnswerCodec() {}

    public static String encode(SessionAnswer answer) {
        var channels = answer.channels();
        return ChannelFields.addOwn(ChannelFields.first(channels), channels)
                .text("manifest_id", answer.manifestId())
                .text("publish_url", channels.input().url())
                .text("subscribe_url", channels.output().url())
                .toString();
    }

    /**
     * Addresses are as they came: one without a host is for the gateway to complete with the orchestrator's.
     *
     * @throws UnreadableException also when one of the network's four channels is missing
     */
    public static SessionAnswer decode(String json) throws UnreadableException {
        var fields = LiveBody.fields(json, TYPE);
        return new SessionAnswer(
                fields.text("manifest_id"), ChannelFields.read(fields, ChannelFields.Sides.OF_GATEWAY));
    }
}
