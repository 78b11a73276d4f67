package io.headrace.tricklehttp;

import static io.headrace.tricklehttp.TrickleHeaders.CLOSED;
import static io.headrace.tricklehttp.TrickleHeaders.CONTENT_TYPE;
import static io.headrace.tricklehttp.TrickleHeaders.LATEST;
import static io.headrace.tricklehttp.TrickleHeaders.NO_SUCH_SEGMENT;
import static io.headrace.tricklehttp.TrickleHeaders.SEQ;
import static io.headrace.tricklehttp.TrickleHeaders.TERMINATED;

import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.TransportException;
import io.headrace.trickle.Channel;
import io.headrace.trickle.Read;
import io.headrace.trickle.SegmentReader;
import io.headrace.trickle.Subscription;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/**
 * Sends one segment to one subscriber (protocol section 1.3). Nothing is sent, headers included, before the first byte
 * exists; after that every run of bytes that waits is one write.
 */
final class SubscribeHandler {
    private static final String ENTRY_NOT_FOUND = "Entry not found";

    void handle(Exchange exchange, Channel channel, long asked) throws IOException {
        switch (channel.subscribe(asked)) {
            case Subscription.Open(var reader, var head) -> {
                try (reader) {
                    exchange.onPeerGone(reader::giveUp);
                    send(exchange, channel, reader, head);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("Interrupted while sending segment " + asked);
                }
            }
            case Subscription.Missing(var seq, var head) ->
                Refusals.text(exchange, NO_SUCH_SEGMENT, indices(seq, head), ENTRY_NOT_FOUND);
            case Subscription.ChannelEnded(var seq, var head) ->
                Refusals.text(exchange, 200, indices(seq, head).with(CLOSED, TERMINATED), ENTRY_NOT_FOUND);
            case Subscription.Unsupported _ -> exchange.refuse(400, Refusals.INVALID_INDEX);
            case Subscription.TooManyReaders(var limit) ->
                exchange.refuse(503, "Too many subscribers of this stream, the limit is " + limit);
        }
    }

    private static void send(Exchange exchange, Channel channel, SegmentReader reader, long head)
            throws IOException, InterruptedException {
        switch (reader.next()) {
            case Read.Bytes(var run) -> stream(exchange, headers(channel, reader, head), reader, run);
            case Read.End(var channelEnded) -> {
                var headers = indices(reader.seq(), channel.head());
                exchange.answer(200, channelEnded ? headers.with(CLOSED, TERMINATED) : headers, ByteBuffer.allocate(0));
            }
            case Read.Cut(var reason) -> exchange.refuse(503, reason);
        }
    }

    private static void stream(Exchange exchange, Headers headers, SegmentReader reader, ByteBuffer first)
            throws IOException, InterruptedException {
        var body = exchange.begin(200, headers);
        body.write(first);
        while (true) {
            switch (reader.next()) {
                case Read.Bytes(var run) -> body.write(run);
                case Read.End _ -> {
                    body.close();
                    return;
                }
                // Visibly, in the middle of the body.
                case Read.Cut(var reason) -> throw new TransportException(TransportException.Kind.TOO_SLOW, reason);
            }
        }
    }

    /** The head is told only to whom it is news, as existing servers have it. */
    private static Headers headers(Channel channel, SegmentReader reader, long head) {
        var headers = Headers.of(SEQ, Long.toString(reader.seq()));
        var typed = channel.mediaType().isEmpty() ? headers : headers.with(CONTENT_TYPE, channel.mediaType());
        return reader.seq() == head ? typed : typed.with(LATEST, Long.toString(head));
    }

    private static Headers indices(long seq, long head) {
        return Headers.of(SEQ, Long.toString(seq)).with(LATEST, Long.toString(head));
    }
}
