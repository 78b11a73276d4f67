package io.headrace.tricklehttp;

import io.headrace.transport.Headers;
import io.headrace.transport.OpenCall;
import io.headrace.trickle.OutgoingSegment;
import io.headrace.trickle.TrickleException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One publish request: preconnected → begun → finished or given up. Belongs to one thread at a time. */
final class PublishedSegment implements OutgoingSegment {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedSegment.class);

    private final ChannelCalls calls;
    private final long seq;
    private final Headers headers;
    private final Pause pause;
    private OpenCall call;
    private Runnable next = () -> {};
    private int written;
    private boolean over;

    private PublishedSegment(ChannelCalls calls, long seq, Headers headers, Pause pause, OpenCall call) {
        this.calls = calls;
        this.seq = seq;
        this.headers = headers;
        this.pause = pause;
        this.call = call;
    }

    static PublishedSegment open(ChannelCalls calls, long seq, Headers headers, Pause pause) {
        return new PublishedSegment(calls, seq, headers, pause, calls.publish(seq, headers));
    }

    @Override
    public long seq() {
        return seq;
    }

    /** @param next prepares the segment after this one; told when this one has gone on or ended */
    void leadsTo(Runnable next) {
        this.next = next;
    }

    /** Whether the server has answered, or is gone. */
    boolean isOver() {
        return call.isOver();
    }

    /** Sees to it that the request is open, if that can be had: it may have failed while nobody looked. */
    void connected() throws TrickleException, InterruptedException {
        for (int tries = 1; isOver(); tries++) {
            try {
                throw unasked();
            } catch (TrickleException refusal) {
                throw refusal;
            } catch (IOException failure) {
                if (tries == calls.patience().tries()) {
                    over = true;
                    throw ChannelCalls.brokenOff(toString(), failure);
                }
            }
            pause.of(calls.patience().betweenTries());
            call = calls.publish(seq, headers);
        }
    }

    /** What the answer means that came before the segment was finished. */
    private TrickleException unasked() throws IOException, InterruptedException {
        try (var answer = call.answer()) {
            over = true;
            ChannelCalls.demandSuccess(answer, toString());
            return new TrickleException(
                    TrickleException.Kind.SEGMENT_TAKEN, this + ": somebody closed the segment, " + answer.status());
        }
    }

    @Override
    public void write(ByteBuffer chunk) throws TrickleException, InterruptedException {
        if (written == 0) {
            connected();
        }
        written++;
        try {
            if (!call.write(chunk)) {
                throw unasked();
            }
        } catch (TrickleException refusal) {
            throw refusal;
        } catch (IOException failure) {
            call.close();
            throw ChannelCalls.brokenOff(toString(), failure);
        }
        if (written == Upcoming.GOES_ON) {
            next.run();
        }
    }

    @Override
    public void finish() throws TrickleException, InterruptedException {
        over = true;
        call.finish();
        next.run();
        try (var answer = call.answer()) {
            ChannelCalls.demandSuccess(answer, toString());
        } catch (IOException failure) {
            throw ChannelCalls.brokenOff(toString(), failure);
        }
    }

    /** The request breaks off; if it had begun, the segment is closed besides, since existing servers leave it open. */
    @Override
    public void close() {
        if (!over) {
            giveUp();
            if (written > 0) {
                closeSegment();
            }
        }
    }

    private void closeSegment() {
        try {
            calls.closeSegment(seq);
        } catch (TrickleException failure) {
            LOG.debug("{} could not be closed", this, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void giveUp() {
        over = true;
        call.close();
    }

    @Override
    public String toString() {
        return "Segment " + seq + " of " + calls;
    }
}
