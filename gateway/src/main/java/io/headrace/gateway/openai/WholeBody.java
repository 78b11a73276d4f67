package io.headrace.gateway.openai;

import io.headrace.machine.NanoTicker;
import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request's body. Closing it lets what is left go by, within limits: a client that is still sending when it is refused
 * hardly ever reads why, and the connection is lost with it. One thread.
 */
final class WholeBody extends FilterInputStream {

    private static final Logger LOG = LoggerFactory.getLogger(WholeBody.class);

    /** Of the whole body; one that is announced larger is not read at all. */
    private static final long PASSED_BYTES = 64L << 20;

    private static final Duration PASSED_TIME = Duration.ofSeconds(5);
    private static final int CHUNK = 64 * 1024;

    private final long limitBytes;
    private final NanoTicker ticker;
    private long taken;

    private WholeBody(InputStream body, long limitBytes, NanoTicker ticker) {
        super(body);
        this.limitBytes = limitBytes;
        this.ticker = ticker;
    }

    /** @param limitBytes after which reading is a {@link BodyTooLargeException} */
    static WholeBody of(Exchange exchange, long limitBytes, NanoTicker ticker) throws IOException {
        return new WholeBody(exchange.body().stream(PASSED_BYTES), limitBytes, ticker);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        taken += Math.max(0, count);
        if (taken > limitBytes) {
            throw new BodyTooLargeException(limitBytes);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        long begun = ticker.nanos();
        var chunk = new byte[CHUNK];
        try {
            while (in.read(chunk) >= 0 && ticker.nanos() - begun < PASSED_TIME.toNanos()) {
                // Nobody wants it.
            }
        } catch (IOException tooLargeOrGone) {
            LOG.debug("A request was not read to its end: {}", tooLargeOrGone.getMessage());
        } finally {
            in.close();
        }
    }
}
