package io.headrace.gateway.live.http;

import io.headrace.machine.NanoTicker;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.TransportException;
import io.headrace.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Sends a file, or a part of it, in small pieces. A viewer that takes them too slowly is broken off: until then it holds
 * its thread, an open file and one piece of memory.
 */
public record MediaFileAnswer(PlaybackConfig config, PlaybackCounters counters, NanoTicker ticker) {

    private static final int PIECE = 16 * 1024;

    /**
     * @param headers what is said of the file beside its length
     * @throws java.nio.file.NoSuchFileException when it is gone; nothing was answered then
     */
    public void send(Exchange exchange, Path file, Headers headers) throws IOException {
        try (var channel = FileChannel.open(file)) {
            long size = channel.size();
            var range = exchange.headers()
                    .first("Range")
                    .filter(_ -> exchange.headers().first("If-Range").isEmpty());
            var ranged = headers.with("Accept-Ranges", "bytes");
            switch (ByteRange.of(range, size)) {
                case ByteRange.Outside _ ->
                    exchange.answer(416, ranged.with("Content-Range", "bytes */" + size), ByteBuffer.allocate(0));
                case ByteRange.Whole _ -> send(exchange, 200, ranged, channel, 0, size);
                case ByteRange.Part(var part) -> {
                    var shown = "bytes " + part.from() + "-" + part.to() + "/" + size;
                    send(exchange, 206, ranged.with("Content-Range", shown), channel, part.from(), part.length());
                }
            }
        }
    }

    private void send(Exchange exchange, int status, Headers headers, FileChannel channel, long from, long length)
            throws IOException {
        counters.segment();
        var answer = exchange.begin(status, headers.with("Content-Length", Long.toString(length)));
        if (!exchange.method().equals("HEAD")) {
            long begun = ticker.nanos();
            var piece = ByteBuffer.allocate(PIECE);
            for (long sent = 0; sent < length; sent += piece.limit()) {
                piece.clear().limit((int) Math.min(PIECE, length - sent));
                readFully(channel, piece, from + sent);
                answer.write(piece.flip());
                counters.bytes(piece.limit());
                watch(exchange, begun, sent + piece.limit());
            }
        }
        answer.close();
    }

    private static void readFully(FileChannel channel, ByteBuffer piece, long from) throws IOException {
        long at = from;
        while (piece.hasRemaining()) {
            int count = channel.read(piece, at);
            if (count < 0) {
                throw new IOException("A file that is played became shorter");
            }
            at += count;
        }
    }

    private void watch(Exchange exchange, long begun, long sent) throws TransportException {
        long late = ticker.nanos() - begun - config.grace().toNanos();
        if (late > 0 && sent < late / 1e9 * config.leastBytesPerSecond()) {
            throw new TransportException(
                    Kind.TOO_SLOW, "The viewer " + exchange.peerAddress() + " took " + sent + " bytes only");
        }
    }
}
