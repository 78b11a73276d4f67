package io.headrace.wire.byoc;

import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;

/**
 * Where a stream is published, played and managed, as a gateway answers its start (pipelines section 5.6). What there is
 * not is empty.
 */
public record StreamUrls(
        String streamId,
        String whip,
        String whep,
        String rtmp,
        String rtmpOutput,
        String update,
        String status,
        String data,
        String stop) {

    public static StreamUrls decode(String json) throws UnreadableException {
        var fields =
                JsonDocument.parse(json, "byoc.StreamUrls", JobBody.MAX_LENGTH).fields();
        return new StreamUrls(
                fields.text("stream_id"),
                fields.text("whip_url"),
                fields.text("whep_url"),
                fields.text("rtmp_url"),
                fields.text("rtmp_output_url"),
                fields.text("update_url"),
                fields.text("status_url"),
                fields.text("data_url"),
                fields.text("stop_url"));
    }

    public String encode() {
        return new JsonObject()
                .text("stream_id", streamId)
                .text("whip_url", whip)
                .text("whep_url", whep)
                .text("rtmp_url", rtmp)
                .text("rtmp_output_url", rtmpOutput)
                .text("update_url", update)
                .text("status_url", status)
                .text("data_url", data)
                .text("stop_url", stop)
                .toString();
    }
}
