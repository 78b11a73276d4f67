package io.headrace.orchestrator.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.machine.NanoTicker;
import io.headrace.transport.AnswerBody;
import io.headrace.wire.sse.ServerEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Passes a stream of events on, line by line as they come and byte for byte, with something more before the line that
 * ends it. One thread.
 */
final class EventRelay {

    /** A longer line is passed on in pieces: it is none that is looked for. */
    private static final int MAX_LINE = 65_536;

    private static final int CHUNK = 16_384;
    private static final byte[] FIELD = "data:".getBytes(UTF_8);

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream ready = new ByteArrayOutputStream();
    private final AnswerBody to;
    private final NanoTicker ticker;
    private final Last last;
    private final JobMeter meter;
    private Optional<Long> lastPassed = Optional.empty();
    private boolean told;

    /** An event has begun, and the empty line that ends it has not come. */
    private boolean within;

    /** What comes next belongs to a line of which a piece was passed on. */
    private boolean continued;

    /** What is said before the end. */
    @FunctionalInterface
    interface Last {
        String text();
    }

    /** @param meter hears what is passed on */
    EventRelay(AnswerBody to, NanoTicker ticker, JobMeter meter, Last last) {
        this.to = to;
        this.ticker = ticker;
        this.meter = meter;
        this.last = last;
    }

    /**
     * Returns when the stream has ended.
     *
     * @return why it was broken off, if it was
     * @throws IOException when it could not be passed on
     */
    Optional<IOException> relay(InputStream from) throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (true) {
            int read;
            try {
                read = from.read(chunk);
            } catch (IOException brokenOff) {
                return Optional.of(brokenOff);
            }
            if (read < 0) {
                endEvent();
                meter.silent();
                tellLast();
                pass();
                return Optional.empty();
            }
            for (int i = 0; i < read; i++) {
                take(chunk[i]);
            }
            pass();
        }
    }

    /** When something was passed on for the last time; empty when nothing was. */
    Optional<Long> lastPassed() {
        return lastPassed;
    }

    /** A stream that breaks its last event off still ends with a whole one. */
    private void endEvent() throws IOException {
        if (line.size() > 0) {
            take((byte) '\n');
        }
        if (within) {
            ready.write('\n');
        }
    }

    private void take(byte next) throws IOException {
        line.write(next);
        if (next == '\n' || line.size() >= MAX_LINE) {
            byte[] whole = line.toByteArray();
            line.reset();
            meter.heard(ByteBuffer.wrap(whole));
            if (isEnd(whole)) {
                tellLast();
            }
            ready.write(whole);
            within = next != '\n' || continued || !isEmpty(whole);
            continued = next != '\n';
        }
    }

    private static boolean isEmpty(byte[] line) {
        return line.length == 1 || (line.length == 2 && line[0] == '\r');
    }

    private void tellLast() throws IOException {
        if (!told) {
            told = true;
            ready.write(last.text().getBytes(UTF_8));
        }
    }

    private void pass() throws IOException {
        if (ready.size() > 0) {
            to.write(ByteBuffer.wrap(ready.toByteArray()));
            ready.reset();
            lastPassed = Optional.of(ticker.nanos());
        }
    }

    private static boolean isEnd(byte[] line) {
        if (line.length < FIELD.length || !Arrays.equals(line, 0, FIELD.length, FIELD, 0, FIELD.length)) {
            return false;
        }
        return new String(line, FIELD.length, line.length - FIELD.length, UTF_8)
                .strip()
                .equals(ServerEvent.DONE);
    }
}
