package io.headrace.cli.run;

import io.headrace.cli.run.request.Body;
import io.headrace.transport.Answer;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.OpenCall;
import io.headrace.transport.TransportException;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;

/** A gateway's public API of requests, as a command uses it. Every call blocks. */
final class BatchGateway implements AutoCloseable {

    /** Bytes of one answer that is no file. */
    static final long MAX_DOCUMENT = 256L << 20;

    /** Bytes of one file of a result. */
    static final long MAX_FILE = 16L << 30;

    private static final int CHUNK = 256 * 1024;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final HttpCall.Limits SHORT = new HttpCall.Limits(Duration.ofSeconds(20), MINUTE, 16 << 20);
    private static final HttpCall.Limits RESULT =
            new HttpCall.Limits(MINUTE, Duration.ofMinutes(10), MAX_DOCUMENT, MINUTE);
    private static final HttpCall.Limits FILE = new HttpCall.Limits(MINUTE, Duration.ofHours(6), MAX_FILE, MINUTE);
    private static final HttpCall.Limits AT_THE_END =
            new HttpCall.Limits(Duration.ofSeconds(3), Duration.ofSeconds(3), 1 << 16);

    private final URI gateway;
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);

    /** @param gateway ends with a slash */
    BatchGateway(URI gateway) {
        this.gateway = gateway;
    }

    URI address() {
        return gateway;
    }

    /** Relative to the gateway, or an address of its own. */
    URI resolve(String reference) {
        return gateway.resolve(reference.startsWith("/") ? reference.substring(1) : reference);
    }

    /**
     * Sends a request; its answer may come before all of it is sent.
     *
     * @param within the whole exchange
     * @param answerBytes that are read at most
     * @param sent is told how many bytes are sent so far
     * @return to be closed
     */
    Answer post(String path, Headers headers, Body body, Duration within, long answerBytes, LongConsumer sent)
            throws IOException, InterruptedException {
        var all = headers.with("Content-Type", body.contentType()).with("Content-Length", Long.toString(body.length()));
        var call = new HttpCall(
                "POST",
                resolve(path),
                all,
                HttpCall.Version.HTTP_1_1,
                new HttpCall.Limits(within, within, answerBytes));
        try (var open = http.open(call)) {
            new Upload(open, sent).send(body);
            open.finish();
            return open.answer();
        } catch (TransportException failed) {
            throw orSilent(failed);
        }
    }

    /** Writes a body piece by piece, as fast as the gateway takes it, until that has heard enough. */
    private static final class Upload {
        private final OpenCall open;
        private final LongConsumer sent;
        private long sentBytes;

        Upload(OpenCall open, LongConsumer sent) {
            this.open = open;
            this.sent = sent;
        }

        void send(Body body) throws IOException, InterruptedException {
            for (var piece : body.pieces()) {
                boolean wanted = switch (piece) {
                    case Body.Piece.Text(var bytes) -> write(bytes.duplicate());
                    case Body.Piece.Content(var file, long length) -> copy(file, length);
                };
                if (!wanted) {
                    return;
                }
            }
        }

        private boolean copy(Path file, long length) throws IOException, InterruptedException {
            try (var channel = FileChannel.open(file)) {
                var chunk = ByteBuffer.allocate(CHUNK);
                long left = length;
                while (left > 0) {
                    int count = channel.read(chunk.clear().limit((int) Math.min(CHUNK, left)));
                    if (count < 0) {
                        throw new EOFException(file + " became shorter while it was sent");
                    }
                    if (!write(chunk.flip())) {
                        return false;
                    }
                    left -= count;
                }
                return true;
            }
        }

        private boolean write(ByteBuffer bytes) throws IOException, InterruptedException {
            sentBytes += bytes.remaining();
            boolean wanted = open.write(bytes);
            sent.accept(sentBytes);
            return wanted;
        }
    }

    /** How a job is, or what is on offer. To be closed. */
    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, SHORT);
    }

    /** What a job's request would have been answered. To be closed. */
    Answer result(String path) throws IOException, InterruptedException {
        return send("GET", path, RESULT);
    }

    /** Cancels a job, as a last word: waits for a few seconds at most. */
    void cancel(String path) throws IOException, InterruptedException {
        send("DELETE", path, AT_THE_END).close();
    }

    /** A file of a result, wherever it lies. To be closed. */
    Answer file(URI address) throws IOException, InterruptedException {
        return http.send(HttpCall.get(address, FILE));
    }

    private Answer send(String method, String path, HttpCall.Limits limits) throws IOException, InterruptedException {
        try {
            return http.send(new HttpCall(
                    method,
                    resolve(path),
                    Headers.of("Accept", "application/json"),
                    HttpCall.Version.HTTP_1_1,
                    limits));
        } catch (TransportException failed) {
            throw orSilent(failed);
        }
    }

    private IOException orSilent(TransportException failed) {
        return failed.kind() == TransportException.Kind.UNREACHABLE ? new GatewaySilent(gateway, failed) : failed;
    }

    @Override
    public void close() {
        http.close();
    }
}
