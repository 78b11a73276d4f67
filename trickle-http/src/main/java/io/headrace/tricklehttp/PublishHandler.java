package io.headrace.tricklehttp;

import static io.headrace.tricklehttp.TrickleHeaders.CLOSED;
import static io.headrace.tricklehttp.TrickleHeaders.CONNECTION;
import static io.headrace.tricklehttp.TrickleHeaders.RESET;
import static io.headrace.tricklehttp.TrickleHeaders.SEQ;
import static io.headrace.tricklehttp.TrickleHeaders.TERMINATED;

import io.headrace.transport.BodyChunks;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.trickle.Appended;
import io.headrace.trickle.Channel;
import io.headrace.trickle.Publication;
import io.headrace.trickle.Reset;
import io.headrace.trickle.SegmentWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes the body of one publish request into one segment (protocol section 1.2). The request may have been opened long
 * before its first byte: until then its publisher is told every ten seconds that we are there.
 */
final class PublishHandler {
    void handle(Exchange exchange, Channel channel, long asked) throws IOException {
        var reset = exchange.headers().first(RESET).orElse("").isEmpty() ? Reset.NOTHING : Reset.EARLIER_SEGMENTS;
        switch (channel.publish(asked, reset)) {
            case Publication.Open(var writer) -> {
                try (writer) {
                    receive(exchange, writer);
                }
            }
            case Publication.TooLate(var seq, var head) -> refuseIfWritten(exchange, seq, head);
            case Publication.ChannelEnded(var seq) ->
                exchange.answer(200, closing(seq).with(CLOSED, TERMINATED), ByteBuffer.allocate(0));
            case Publication.Unsupported _ -> exchange.refuse(400, Refusals.INVALID_INDEX);
            case Publication.TooManyWriters(var limit) ->
                exchange.refuse(503, "Too many publishers of this stream, the limit is " + limit);
        }
    }

    /** An empty segment more or less does no harm; bytes that nobody will read must not vanish behind a 200. */
    private static void refuseIfWritten(Exchange exchange, long seq, long head) throws IOException {
        var body = exchange.body().chunks();
        var piece = body.next();
        while (piece instanceof BodyChunks.Piece.Woken) {
            piece = body.next();
        }
        if (piece instanceof BodyChunks.Piece.End) {
            exchange.answer(200, closing(seq), ByteBuffer.allocate(0));
        } else {
            tooLate(exchange, seq, head);
        }
    }

    private static void tooLate(Exchange exchange, long seq, long head) throws IOException {
        Refusals.text(exchange, 409, closing(seq), "Segment " + seq + " is closed; the next one is " + head);
    }

    private static void receive(Exchange exchange, SegmentWriter writer) throws IOException {
        var body = exchange.body().chunks();
        writer.onNotice(body::wake);
        while (true) {
            switch (body.next()) {
                case BodyChunks.Piece.Chunk(var bytes) -> {
                    boolean begins = !writer.hasBegun();
                    var appended = writer.append(bytes);
                    if (isRefused(exchange, writer, appended, begins)) {
                        return;
                    }
                }
                case BodyChunks.Piece.Woken() -> {
                    if (isAnswered(exchange, writer)) {
                        return;
                    }
                }
                case BodyChunks.Piece.End() -> {
                    writer.finish();
                    exchange.answer(200, result(writer), ByteBuffer.allocate(0));
                    return;
                }
            }
        }
    }

    /** Bytes after somebody closed a segment that this publisher has begun are let pass: it may not know yet. */
    private static boolean isRefused(Exchange exchange, SegmentWriter writer, Appended appended, boolean begins)
            throws IOException {
        switch (appended) {
            case TAKEN -> {
                return false;
            }
            case CLOSED -> {
                if (!begins) {
                    return false;
                }
                tooLate(exchange, writer.seq(), writer.seq() + 1);
            }
            case TOO_LARGE -> Refusals.text(exchange, 413, closing(writer.seq()), "The segment is too large");
            case NO_ROOM -> Refusals.text(exchange, 413, closing(writer.seq()), "The stream holds too many bytes");
        }
        return true;
    }

    private static boolean isAnswered(Exchange exchange, SegmentWriter writer) throws IOException {
        var notice = writer.takeNotice();
        if (notice.isEmpty()) {
            return false;
        }
        return switch (notice.get()) {
            case KEEP_ALIVE -> {
                exchange.interim(100);
                yield false;
            }
            case RELEASED -> {
                exchange.answer(200, result(writer), ByteBuffer.allocate(0));
                yield true;
            }
            case STALLED -> {
                Refusals.text(exchange, 408, closing(writer.seq()), "No bytes came for too long");
                yield true;
            }
        };
    }

    /** A connection on which nothing was published ends: it may be one of many that were opened in vain. */
    private static Headers result(SegmentWriter writer) {
        var headers = writer.hasBegun() ? Headers.of(SEQ, Long.toString(writer.seq())) : closing(writer.seq());
        return writer.channelEnded() ? headers.with(CLOSED, TERMINATED) : headers;
    }

    private static Headers closing(long seq) {
        return Headers.of(SEQ, Long.toString(seq)).with(CONNECTION, "close");
    }
}
