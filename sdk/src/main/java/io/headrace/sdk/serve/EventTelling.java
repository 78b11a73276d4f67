package io.headrace.sdk.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.AnswerBody;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-sent events, one line of JSON each:
 *
 * <pre>
 * event: progress
 * data: {"progress":0.5,"note":"…"}        as the run tells
 *
 * data: {…}                                an element, or the output
 *
 * :                                        when nothing is said for a while
 *
 * event: usage
 * data: {"units":12}                       until now; at the end, and once a second while it grows with the elements
 *
 * data: {"error":{"message":"…"}}          in place of what did not come
 *
 * data: [DONE]                             always the last: orchestrators wait for it
 * </pre>
 *
 * It begins with the first word, so that a run which fails before that has a status of its own.
 */
final class EventTelling implements Telling {
    /** Existing nodes read lines of at most 64 KiB, and end the stream at a longer one. */
    static final int MAX_LINE = 64 * 1024 - 1;

    private static final String FIELD = "data: ";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Headers HEAD = Headers.contentType("text/event-stream").with("Cache-Control", "no-cache");

    /** Whoever leaves before the end is charged what was told until then. */
    private static final long USAGE_EVERY_NANOS = 1_000_000_000;

    private final Exchange exchange;
    private final LongSupplier nanoTime;
    private long toldNanos;
    private long told;
    private @Nullable AnswerBody body;

    /** @param nanoTime elapsed time, in nanoseconds from any origin */
    EventTelling(Exchange exchange, LongSupplier nanoTime) {
        this.exchange = exchange;
        this.nanoTime = nanoTime;
        toldNanos = nanoTime.getAsLong();
    }

    @Override
    public void progress(Said.Progress progress) throws IOException {
        var document = JSON.createObjectNode().put("progress", progress.share()).put("note", progress.note());
        send("event: progress\n" + data(document));
    }

    @Override
    public boolean element(String json) throws IOException {
        byte[] line = (FIELD + json).getBytes(UTF_8);
        if (line.length > MAX_LINE) {
            failed(new Failure(500, "An element of " + line.length + " bytes is too long for a line of " + MAX_LINE));
            return false;
        }
        send(FIELD + json + "\n\n");
        return true;
    }

    @Override
    public void used(long units) throws IOException {
        long now = nanoTime.getAsLong();
        if (units > told && now - toldNanos >= USAGE_EVERY_NANOS) {
            told = units;
            toldNanos = now;
            send(usage(units));
        }
    }

    private static String usage(long units) {
        return "event: usage\n" + data(JSON.createObjectNode().put("units", units));
    }

    @Override
    public void silence() throws IOException {
        send(":\n\n");
    }

    @Override
    public void ended(long units) throws IOException {
        send(usage(units) + "data: [DONE]\n\n");
        begun().close();
    }

    @Override
    public void failed(Failure failure) throws IOException {
        if (body == null) {
            Refusals.refuse(exchange, failure.status(), failure.sentence());
            return;
        }
        var document = JSON.createObjectNode();
        document.putObject("error").put("message", failure.sentence());
        send(data(document) + "data: [DONE]\n\n");
        begun().close();
    }

    private static String data(ObjectNode document) {
        return FIELD + document + "\n\n";
    }

    private void send(String events) throws IOException {
        begun().write(ByteBuffer.wrap(events.getBytes(UTF_8)));
    }

    private AnswerBody begun() throws IOException {
        var open = body;
        if (open == null) {
            open = exchange.begin(200, HEAD);
            body = open;
        }
        return open;
    }
}
