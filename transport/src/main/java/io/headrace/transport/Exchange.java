package io.headrace.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * One request and its answer, as a handler sees them. Belongs to the virtual thread that runs the handler, which may
 * block in any of these methods. A handler answers exactly once: whole, or by beginning an answer that it then writes.
 */
public interface Exchange {
    /** In upper case. */
    String method();

    /**
     * Begins with a slash, decoded but for slashes that came encoded, which stay {@code %2F}; without query, without
     * {@code .} or {@code ..} in it.
     */
    String path();

    /** As it was sent, without the question mark; empty when there is none. */
    String query();

    /** The decoded value of the first query parameter of that name. */
    Optional<String> queryParameter(String name);

    Headers headers();

    /** The peer's IP address in text form, for logs and limits. It proves no identity. */
    String peerAddress();

    RequestBody body();

    /**
     * Calls {@code action} once if the peer is seen to have given up before the answer is complete: a stream reset, or
     * a connection lost. On HTTP/1.1 a lost connection is noticed only by reading or writing. The action must not
     * block.
     */
    void onPeerGone(Runnable action);

    /**
     * Sends a provisional answer, 1xx, before the real one: any number, whether or not the peer asked for it.
     */
    void interim(int status) throws IOException;

    /** Answers whole. */
    void answer(int status, Headers headers, ByteBuffer body) throws IOException;

    /**
     * Sends status and headers at once, though the body does not exist yet. It is chunked on HTTP/1.1, unless the
     * headers name a {@code Content-Length}.
     */
    default AnswerBody begin(int status, Headers headers) throws IOException {
        return begin(status, headers, ByteBuffer.allocate(0));
    }

    /** The same where the first of the body is there: it leaves together with the head. */
    AnswerBody begin(int status, Headers headers, ByteBuffer first) throws IOException;

    /**
     * Leaves HTTP: answers 101, and hands the connection over. Only over HTTP/1.1, and only to a peer that asked for it.
     *
     * @param headers {@code Upgrade} and {@code Connection} among them
     * @param idle after which a tunnel in which nobody says anything is closed
     * @return to be closed by the handler before it returns
     */
    Tunnel upgrade(Headers headers, Duration idle) throws IOException;

    /** Answers whole, without a body. */
    default void answer(int status) throws IOException {
        answer(status, Headers.NONE, ByteBuffer.allocate(0));
    }

    default void answer(int status, String mediaType, String text) throws IOException {
        answer(status, Headers.contentType(mediaType), ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    /** Answers with one line of plain text, in the form in which the network's nodes refuse (wire protocol section 3). */
    default void refuse(int status, String reason) throws IOException {
        answer(
                status,
                Headers.contentType("text/plain; charset=utf-8").with("X-Content-Type-Options", "nosniff"),
                ByteBuffer.wrap((reason + "\n").getBytes(UTF_8)));
    }
}
