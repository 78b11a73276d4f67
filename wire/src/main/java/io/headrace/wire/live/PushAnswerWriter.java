package io.headrace.wire.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Lays the answer to a push out, part by part, so that a rendition can leave as soon as it is there (wire protocol
 * section 3.7). The media is not copied. One thread.
 *
 * <pre>
 *     --boundary CRLF
 *     Content-Disposition, Content-Length, Content-Type, Rendition-Name: one line each, CRLF
 *     CRLF media CRLF
 *     --boundary ... the next part
 *     --boundary-- CRLF
 * </pre>
 */
public final class PushAnswerWriter {

    private final long seq;
    private final String boundary;
    private String lineEnd = "";

    /**
     * @param seq of the segment that was pushed
     * @param boundary letters and digits that do not occur in the media: 20 random hexadecimal digits are enough
     */
    public PushAnswerWriter(long seq, String boundary) {
        this.seq = seq;
        this.boundary = boundary;
    }

    /** Of the whole answer. */
    public String contentType() {
        return PushHeaders.MULTIPART + "; boundary=" + boundary;
    }

    /** The next part, in pieces that are to be sent one after another. Parts stand in the order of the ladder. */
    public List<ByteBuffer> part(AnsweredRendition rendition) {
        var content = rendition.content();
        var head = bytes(lineEnd + head(rendition, content.remaining()));
        lineEnd = "\r\n";
        return List.of(head, content);
    }

    /** What stands behind the last part, and alone where there is none. */
    public ByteBuffer end() {
        return bytes("\r\n--" + boundary + "--\r\n");
    }

    private String head(AnsweredRendition rendition, int length) {
        var file = "\"" + rendition.profile() + "_" + seq + rendition.extension() + "\"";
        return "--" + boundary + "\r\n"
                + "Content-Disposition: attachment; filename=" + file + "\r\n"
                + "Content-Length: " + length + "\r\n"
                + "Content-Type: " + rendition.mediaType() + "; name=" + file + "\r\n"
                + "Rendition-Name: " + rendition.profile() + "\r\n\r\n";
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer();
    }
}
