package io.headrace.gateway.live.http;

import io.headrace.machine.NanoTicker;
import io.headrace.media.MediaBytes;
import io.headrace.transport.Exchange;
import io.headrace.transport.TransportException;
import io.headrace.transport.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a pushed segment into memory: within its time, its size and what memory there is for all of them. */
record SegmentBody(PushConfig config, NanoTicker ticker) {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentBody.class);

    private static final int CHUNK = 64 * 1024;
    private static final int PASSED = 8 * 1024 * 1024;

    /** There is no room for the segment now. */
    static final class NoRoomException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * @param share grows by what is read
     * @throws TransportException when it is too large or too slow, or breaks off
     */
    MediaBytes read(Exchange exchange, HeldBytes.Share share) throws IOException, NoRoomException {
        long begun = ticker.nanos();
        var bytes = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK];
        try (var body = exchange.body().stream(config.segmentBytes())) {
            for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
                if (Duration.ofNanos(ticker.nanos() - begun).compareTo(config.body()) > 0) {
                    throw new TransportException(
                            Kind.TOO_SLOW,
                            "the segment did not come within " + config.body().toSeconds() + " s");
                }
                if (!share.grow(count)) {
                    throw new NoRoomException();
                }
                bytes.write(chunk, 0, count);
            }
        }
        return MediaBytes.owning(bytes.toByteArray());
    }

    /** Lets a refused segment pass, up to a few megabytes, so that its client comes to read why. */
    void pass(Exchange exchange) {
        long begun = ticker.nanos();
        try (var body = exchange.body().stream(PASSED)) {
            var chunk = new byte[CHUNK];
            while (body.read(chunk) >= 0
                    && Duration.ofNanos(ticker.nanos() - begun).compareTo(config.body()) <= 0) {
                // Nobody wants it.
            }
        } catch (IOException tooLargeOrGone) {
            LOG.debug("A refused segment was not read to its end: {}", tooLargeOrGone.getMessage());
        }
    }
}
