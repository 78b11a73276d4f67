package io.headrace.models.runner.session;

import io.headrace.trickle.Arrival;
import io.headrace.trickle.IncomingSegment;
import io.headrace.trickle.Subscriber;
import io.headrace.trickle.TrickleException;
import io.headrace.tricklehttp.Pause;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a channel to its end, on its caller's thread. A segment that breaks off is left where it is, and those that are not
 * to be had any more are passed over: of media up to the live edge, where a keyframe is; of documents as few as may be.
 */
final class ChannelReader {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelReader.class);

    /** When the subscriber is ahead of the publisher. */
    private static final Duration AHEAD = Duration.ofMillis(300);

    /** How many segments a channel keeps, the one that is being written included. */
    private static final int KEPT = 5;

    private final String name;
    private final Subscriber subscriber;
    private final ToLongFunction<Arrival.Missed> resumeAt;
    private final Pause pause;

    private ChannelReader(String name, Subscriber subscriber, ToLongFunction<Arrival.Missed> resumeAt, Pause pause) {
        this.name = name;
        this.subscriber = subscriber;
        this.resumeAt = resumeAt;
        this.pause = pause;
    }

    static ChannelReader ofMedia(String name, Subscriber subscriber, Pause pause) {
        return new ChannelReader(name, subscriber, Arrival.Missed::resumeAt, pause);
    }

    static ChannelReader ofDocuments(String name, Subscriber subscriber, Pause pause) {
        return new ChannelReader(
                name, subscriber, missed -> Math.max(missed.asked() + 1, missed.head() - KEPT + 1), pause);
    }

    /** What is done with a segment; closes nothing. */
    interface Use {
        void segment(IncomingSegment segment) throws TrickleException, InterruptedException;
    }

    /** @throws TrickleException when the channel cannot be read */
    void follow(Use use) throws TrickleException, InterruptedException {
        try (subscriber) {
            while (true) {
                switch (subscriber.next()) {
                    case Arrival.Ended() -> {
                        return;
                    }
                    case Arrival.Missed missed -> goOn(missed);
                    case Arrival.Segment(var segment) -> use(segment, use);
                }
            }
        }
    }

    private void goOn(Arrival.Missed missed) throws InterruptedException {
        if (missed.head() <= missed.asked()) {
            pause.of(AHEAD);
        } else {
            long next = resumeAt.applyAsLong(missed);
            LOG.warn("Segment {} of {} is gone, going on at {}", missed.asked(), name, next);
            subscriber.seek(next);
        }
    }

    private void use(IncomingSegment segment, Use use) throws TrickleException, InterruptedException {
        try (segment) {
            use.segment(segment);
        } catch (TrickleException failure) {
            switch (failure.kind()) {
                case BROKEN_OFF, TOO_SLOW ->
                    LOG.warn("Segment {} of {} broke off: {}", segment.seq(), name, failure.getMessage());
                case NO_SUCH_CHANNEL, CHANNEL_ENDED, SEGMENT_TAKEN, REFUSED -> throw failure;
            }
        }
    }
}
