package io.headrace.tricklehttp;

import static io.headrace.tricklehttp.TrickleHeaders.CONTENT_TYPE;
import static io.headrace.tricklehttp.TrickleHeaders.LATEST;
import static io.headrace.tricklehttp.TrickleHeaders.NO_SUCH_SEGMENT;
import static io.headrace.tricklehttp.TrickleHeaders.SEQ;

import io.headrace.transport.Answer;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.Subscriber;
import io.headrace.trickle.TrickleException;

/**
 * Subscribes to a channel of another node. As soon as a segment has {@linkplain Upcoming gone on} or ended, the following one is
 * asked for on a thread of its own, and that request is made anew every 20 seconds for as long as nobody answers it (protocol
 * section 5).
 *
 * <p>After a failure in the network the same segment is asked for again, up to five times. A channel that is not found
 * after at least one segment has ended.
 */
public final class HttpSubscriber implements Subscriber {
    private final ChannelCalls calls;
    private final Pause pause;
    private long position;
    private Upcoming<Preconnect> upcoming;
    private boolean received;

    /** @param start a number, {@link io.headrace.trickle.Seq#NEXT} or {@link io.headrace.trickle.Seq#LATEST} */
    public HttpSubscriber(ChannelCalls calls, long start, Pause pause) {
        this.calls = calls;
        this.pause = pause;
        this.position = start;
        this.upcoming = at(start);
    }

    private Upcoming<Preconnect> at(long seq) {
        return new Upcoming<>(() -> Preconnect.start(calls, seq, pause));
    }

    @Override
    public Arrival next() throws TrickleException, InterruptedException {
        var answer = upcoming.open().await();
        upcoming = at(position);
        boolean handedOut = false;
        try {
            var arrival = arrival(answer);
            handedOut = arrival instanceof Arrival.Segment;
            return arrival;
        } finally {
            if (!handedOut) {
                Preconnect.close(answer);
            }
        }
    }

    private Arrival arrival(Answer answer) throws TrickleException {
        if (ChannelCalls.isTerminated(answer) || (received && answer.status() == 404)) {
            return new Arrival.Ended();
        }
        if (answer.status() == NO_SUCH_SEGMENT) {
            return new Arrival.Missed(position, index(answer, LATEST));
        }
        ChannelCalls.demandSuccess(answer, this.toString());
        long seq = index(answer, SEQ);
        received = true;
        position = seq + 1;
        upcoming = at(position);
        var mediaType = answer.headers().first(CONTENT_TYPE).orElse("");
        return new Arrival.Segment(new ReceivedSegment(seq, mediaType, answer, upcoming::prepare));
    }

    private long index(Answer answer, String header) throws TrickleException {
        return ChannelCalls.index(answer, header)
                .orElseThrow(() -> new TrickleException(
                        TrickleException.Kind.REFUSED, this + ": answered " + answer.status() + " without " + header));
    }

    @Override
    public void seek(long seq) {
        close();
        position = seq;
        upcoming = at(seq);
    }

    /** Gives up the request that waits. Segments that were handed out are closed by their readers. */
    @Override
    public void close() {
        upcoming.abandon().ifPresent(Preconnect::close);
    }

    @Override
    public String toString() {
        return "Segment " + position + " of " + calls;
    }
}
