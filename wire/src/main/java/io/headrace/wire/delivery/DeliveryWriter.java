package io.headrace.wire.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.media.PixelCount;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A delivery as it travels. The media is not copied: the body is a list of pieces to be sent one after another.
 *
 * <pre>
 *     --boundary CRLF
 *     Content-Length, Content-Type, Pixels: one line each, CRLF
 *     CRLF media CRLF
 *     --boundary ... the next part
 *     --boundary-- CRLF
 * </pre>
 *
 * @param boundary letters and digits that do not occur in the media: 20 random hexadecimal digits are enough
 */
public record DeliveryWriter(long taskId, Delivery delivery, PixelCount decoded, String boundary) {

    /** Without the worker's credentials. */
    public Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put(DeliveryHeaders.TASK_ID, Long.toString(taskId));
        headers.put(DeliveryHeaders.PIXELS, Long.toString(decoded.pixels()));
        headers.put(
                DeliveryHeaders.CONTENT_TYPE,
                switch (delivery) {
                    case Delivery.Transcoded _ -> DeliveryHeaders.MULTIPART + "; boundary=" + boundary;
                    case Delivery.Failed _ -> DeliveryHeaders.FAILURE;
                });
        return headers;
    }

    public List<ByteBuffer> body() {
        return switch (delivery) {
            case Delivery.Failed(var text) -> List.of(bytes(text));
            case Delivery.Transcoded(var parts) -> body(parts);
        };
    }

    private List<ByteBuffer> body(List<Delivery.Part> parts) {
        var pieces = new ArrayList<ByteBuffer>();
        String lineEnd = "";
        for (var part : parts) {
            pieces.add(bytes(lineEnd + head(part)));
            pieces.add(part.bytes().asByteBuffer());
            lineEnd = "\r\n";
        }
        pieces.add(bytes(lineEnd + "--" + boundary + "--\r\n"));
        return pieces;
    }

    private String head(Delivery.Part part) {
        return "--" + boundary + "\r\n" + DeliveryHeaders.CONTENT_LENGTH + ": "
                + part.bytes().length() + "\r\n" + DeliveryHeaders.CONTENT_TYPE + ": " + part.mediaType() + "\r\n"
                + DeliveryHeaders.PIXELS + ": " + part.pixels().pixels() + "\r\n\r\n";
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer();
    }
}
