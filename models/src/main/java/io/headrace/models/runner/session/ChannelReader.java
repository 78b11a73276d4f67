package io.headrace.models.runner.session;

import io.headrace.trickle.Arrival;
import io.headrace.trickle.IncomingSegment;
import io.headrace.trickle.Subscriber;
import io.headrace.trickle.TrickleException;
import io.headrace.tricklehttp.Pause;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a channel to its end, on its caller's thread. A segment that breaks off is left where it is, and one that is not
 * to be had any more is passed over: the next one begins with a keyframe.
 */
final class ChannelReader {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelReader.class);

    /** When the subscriber is ahead of the publisher. */
    private static final Duration AHEAD = Duration.ofMillis(300);

    private final String name;
    private final Subscriber subscriber;
    private final Pause pause;

    ChannelReader(String name, Subscriber subscriber, Pause pause) {
        this.name = name;
        this.subscriber = subscriber;
        this.pause = pause;
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
            LOG.warn("Segment {} of {} is gone, going on at {}", missed.asked(), name, missed.resumeAt());
            subscriber.seek(missed.resumeAt());
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
