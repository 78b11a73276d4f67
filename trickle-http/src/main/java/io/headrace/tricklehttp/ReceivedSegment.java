package io.headrace.tricklehttp;

import io.headrace.transport.Answer;
import io.headrace.trickle.IncomingSegment;
import io.headrace.trickle.TrickleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A segment that arrives as the body of an answer. */
final class ReceivedSegment implements IncomingSegment {
    private static final int RUN_BYTES = 64 * 1024;

    private final long seq;
    private final String mediaType;
    private final Answer answer;
    private final Runnable next;
    private final byte[] run = new byte[RUN_BYTES];
    private int reads;
    private @Nullable InputStream body;

    /** @param next prepares the segment after this one; told when this one has gone on or ended */
    ReceivedSegment(long seq, String mediaType, Answer answer, Runnable next) {
        this.seq = seq;
        this.mediaType = mediaType;
        this.answer = answer;
        this.next = next;
    }

    @Override
    public long seq() {
        return seq;
    }

    @Override
    public String mediaType() {
        return mediaType;
    }

    @Override
    public Optional<ByteBuffer> read() throws TrickleException {
        try {
            if (body == null) {
                body = answer.body();
            }
            int length = body.read(run);
            if (length < 0 || ++reads == Upcoming.GOES_ON) {
                next.run();
            }
            return length < 0
                    ? Optional.empty()
                    : Optional.of(ByteBuffer.wrap(Arrays.copyOf(run, length)).asReadOnlyBuffer());
        } catch (IOException failure) {
            throw ChannelCalls.brokenOff("Segment " + seq, failure);
        }
    }

    @Override
    public void close() {
        Preconnect.close(answer);
    }
}
