package io.headrace.wire.byoc;

import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;

/**
 * What a client asks a gateway for: {@code POST /process/stream/start} (pipelines section 5.6).
 *
 * @param name of the stream; existing gateways do not survive one that ends in {@code -out}
 * @param rtmpOutput where the result is pushed as well; empty for nowhere
 * @param streamId the client's own; empty when the gateway is to choose
 * @param parameters JSON text, for the application
 */
public record StreamStart(String name, String rtmpOutput, String streamId, String parameters) {

    public static final String PATH = "/process/stream/start";

    /** As existing gateways read. */
    public static final int MAX_LENGTH = 10_485_760;

    private static final String RESERVED = "-out";

    public static StreamStart decode(String json) throws UnreadableException {
        var fields = JsonDocument.parse(json, "byoc.StartRequest", MAX_LENGTH).fields();
        var start = new StreamStart(
                fields.text("stream_name"),
                fields.text("rtmp_output"),
                fields.text("stream_id"),
                fields.text("params"));
        if (start.name.endsWith(RESERVED)) {
            throw new UnreadableException("stream_name must not end in " + RESERVED + ": \"" + start.name + "\"");
        }
        return start;
    }
}
