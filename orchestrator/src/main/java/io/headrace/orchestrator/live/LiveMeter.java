package io.headrace.orchestrator.live;

import io.headrace.admission.live.Flow;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.Channel;
import io.headrace.trickle.IncomingSegment;
import io.headrace.trickle.LocalSubscriber;
import io.headrace.trickle.TrickleException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads along on a session's input channel and counts what comes, while it comes. A virtual thread of its own, which ends
 * with the channel. Should it end otherwise the count stands still, and with it the session: silence is ended, too.
 */
final class LiveMeter {

    private static final Logger LOG = LoggerFactory.getLogger(LiveMeter.class);

    private final Channel input;
    private final PixelCounter counter = new PixelCounter();
    private volatile Flow flow = Flow.NONE;

    private LiveMeter(Channel input) {
        this.input = input;
    }

    /** @param closed is run when the channel has ended; must not block */
    static LiveMeter start(Channel input, Runnable closed) {
        var meter = new LiveMeter(input);
        Thread.ofVirtual().name("live meter of " + input.name()).start(() -> {
            meter.read();
            closed.run();
        });
        return meter;
    }

    /** Since the channel was made. Any thread. */
    Flow flow() {
        return flow;
    }

    private void read() {
        try (var subscriber = new LocalSubscriber(input, 0)) {
            for (var arrival = subscriber.next(); !(arrival instanceof Arrival.Ended); arrival = subscriber.next()) {
                switch (arrival) {
                    case Arrival.Segment(var segment) -> {
                        if (!counted(segment)) {
                            subscriber.seek(segment.seq());
                        }
                    }
                    case Arrival.Missed missed -> subscriber.seek(missed.resumeAt());
                    case Arrival.Ended _ -> {}
                }
            }
        } catch (TrickleException refused) {
            LOG.warn("Nobody counts what comes on a live session's input: {}", refused.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Counts a segment. What is lost to this reader is lost to the runner beside it as a rule; the next one counts again.
     *
     * @return false when it did not begin for so long that its channel gave this reader up: it may still come
     */
    private boolean counted(IncomingSegment segment) throws InterruptedException {
        boolean waiting = true;
        try (segment) {
            for (Optional<ByteBuffer> run = segment.read(); run.isPresent(); run = segment.read()) {
                waiting = false;
                int bytes = run.get().remaining();
                flow = flow.plus(bytes, counter.count(run.get()));
            }
            waiting = false;
        } catch (TrickleException lost) {
            LOG.debug("A segment was not counted to its end: {}", lost.getMessage());
        }
        flow = flow.plus(0, counter.finishSegment());
        return !waiting;
    }
}
