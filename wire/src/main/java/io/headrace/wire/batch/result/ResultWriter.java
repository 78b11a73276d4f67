package io.headrace.wire.batch.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.pipeline.PipelineName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A result as it travels. Files are not copied: a body is a list of pieces to be sent one after another.
 *
 * <pre>
 *     --boundary CRLF
 *     Content-Disposition: attachment; filename=712864d9.png CRLF
 *     Content-Length: 160 CRLF
 *     Content-Type: image/png CRLF
 *     CRLF file CRLF
 *     … more files …
 *     --boundary CRLF
 *     Content-Length: 104 CRLF
 *     Content-Type: application/json CRLF
 *     CRLF answer CRLF
 *     --boundary-- CRLF
 * </pre>
 */
public final class ResultWriter {

    private ResultWriter() {}

    /** Of a result with parts, without the worker's credentials. */
    public static Map<String, String> headers(long taskId, PipelineName pipeline, String boundary) {
        return headers(taskId, pipeline, ResultHeaders.MULTIPART, "; boundary=" + boundary);
    }

    /** Of a chat in pieces, whose body is written event by event. */
    public static Map<String, String> eventHeaders(long taskId, PipelineName pipeline) {
        var headers = headers(taskId, pipeline, ResultHeaders.EVENTS, "");
        headers.put("Cache-Control", "no-cache");
        return headers;
    }

    /** Of a failure, whose body is its text. */
    public static Map<String, String> failureHeaders(long taskId, PipelineName pipeline) {
        return headers(taskId, pipeline, ResultHeaders.FAILURE, "");
    }

    private static Map<String, String> headers(long taskId, PipelineName pipeline, String type, String parameter) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(ResultHeaders.AUTHORIZATION, ResultHeaders.PROTOCOL);
        headers.put(ResultHeaders.CONTENT_TYPE, type + parameter);
        headers.put(ResultHeaders.TASK_ID, Long.toString(taskId));
        headers.put(ResultHeaders.PIPELINE, pipeline.text());
        return headers;
    }

    /** @param boundary letters and digits that do not occur in a file: 20 random hexadecimal digits are enough */
    public static List<ByteBuffer> body(BatchResult result, String boundary) {
        var pieces = new ArrayList<ByteBuffer>();
        String lineEnd = "";
        for (var file : result.files()) {
            pieces.add(bytes(lineEnd + "--" + boundary + "\r\n" + ResultHeaders.CONTENT_DISPOSITION
                    + ": attachment; filename=" + file.name() + "\r\n"
                    + head(file.bytes().length(), file.mediaType())));
            pieces.add(file.bytes().asByteBuffer());
            lineEnd = "\r\n";
        }
        var reply = result.reply().getBytes(UTF_8);
        pieces.add(bytes(lineEnd + "--" + boundary + "\r\n" + head(reply.length, ResultHeaders.JSON)));
        pieces.add(ByteBuffer.wrap(reply).asReadOnlyBuffer());
        pieces.add(bytes("\r\n--" + boundary + "--\r\n"));
        return pieces;
    }

    private static String head(int length, String mediaType) {
        return ResultHeaders.CONTENT_LENGTH + ": " + length + "\r\n" + ResultHeaders.CONTENT_TYPE + ": " + mediaType
                + "\r\n\r\n";
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer();
    }
}
