package io.headrace.wire.batch.reply;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;

/**
 * A clip that a client does not wait for (pipelines section 3.7): the answer to its request, with status 202, and what
 * is known when the client asks again.
 */
public sealed interface AsyncJob {

    /** Where a client asks again. */
    String RESULT_PATH = "/image-to-video/result";

    /** The header by which a client says that it will not wait, and its value. */
    String PREFER_HEADER = "Prefer";

    String PREFER_ASYNC = "respond-async";

    /** What existing gateways answer, with status 400, who do not know the request. */
    String UNKNOWN_REQUEST = "invalid request ID";

    int ACCEPTED_STATUS = 202;

    record Accepted(String requestId) implements AsyncJob {}

    record Processing() implements AsyncJob {}

    record Succeeded(BatchReply.Images images) implements AsyncJob {}

    record Failed(String message) implements AsyncJob {}

    /** Of those four, only a result has the status 200. */
    default int status() {
        return switch (this) {
            case Accepted _, Processing _ -> ACCEPTED_STATUS;
            case Succeeded _, Failed _ -> 200;
        };
    }

    /** Which request a client asks about. */
    static String requestId(String json) throws UnreadableException {
        var id = JsonDocument.parse(json, "worker.ImageToVideoResult", 65_536)
                .fields()
                .text("request_id");
        if (id.isEmpty()) {
            throw new UnreadableException(UNKNOWN_REQUEST);
        }
        return id;
    }

    default String encode() {
        var document = new JsonObject();
        return switch (this) {
            case Accepted(var requestId) ->
                document.text("request_id", requestId).toString();
            case Processing() -> document.text("status", "processing").toString();
            case Succeeded(var images) -> complete(BatchReplyCodec.encode(images));
            case Failed(var message) ->
                complete(document.json(
                                "error",
                                new JsonObject().text("message", message).toString())
                        .toString());
        };
    }

    private static String complete(String result) {
        return new JsonObject()
                .json("result", result)
                .text("status", "complete")
                .toString();
    }

    /** What another gateway answered. */
    static AsyncJob decode(String json) throws UnreadableException {
        var document = JsonDocument.parse(json, "worker.ImageToVideoResult", BatchReplyCodec.MAX_LENGTH);
        var fields = document.fields();
        if (fields.has("request_id")) {
            return new Accepted(fields.text("request_id"));
        }
        if (fields.text("status").equals("processing")) {
            return new Processing();
        }
        var result = fields.object("result");
        if (result.has("error")) {
            return new Failed(result.object("error").text("message"));
        }
        var reply = BatchReplyCodec.decode(
                BuiltInPipelines.IMAGE_TO_VIDEO, document.json("result").orElse("{}"));
        if (reply instanceof BatchReply.Images images) {
            return new Succeeded(images);
        }
        throw new UnreadableException("a result that is no clip");
    }
}
