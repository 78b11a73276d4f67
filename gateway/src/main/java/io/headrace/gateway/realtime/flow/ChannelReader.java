package io.headrace.gateway.realtime.flow;

import io.headrace.trickle.Arrival;
import io.headrace.trickle.IncomingSegment;
import io.headrace.trickle.Subscriber;
import io.headrace.trickle.TrickleException;
import io.headrace.tricklehttp.Pause;
import java.time.Duration;

/**
 * Reads one channel of a session from its first segment to its end, on a virtual thread of its own. Segments that left the
 * channel before they could be read are passed over.
 */
final class ChannelReader implements AutoCloseable {

    /** Segments that are not to be had, one after another, before the channel is given up. */
    private static final int MAX_MISSED = 5;

    private static final Duration BETWEEN_MISSES = Duration.ofMillis(100);

    /** What is done with a segment. */
    @FunctionalInterface
    interface SegmentReader {
        void read(IncomingSegment segment) throws TrickleException, InterruptedException;
    }

    /** Told once, when there is nothing more to be read. */
    @FunctionalInterface
    interface End {
        void ended(Failing why, String sentence);
    }

    private final String doing;
    private final Subscriber subscriber;
    private final Pause pause;
    private final SegmentReader reader;
    private final End end;
    private final Thread thread;

    /** @param doing what sentences call it, such as "Reading the output of session 3" */
    ChannelReader(String doing, Subscriber subscriber, Pause pause, SegmentReader reader, End end) {
        this.doing = doing;
        this.subscriber = subscriber;
        this.pause = pause;
        this.reader = reader;
        this.end = end;
        this.thread = Thread.ofVirtual().name(doing).unstarted(this::run);
    }

    ChannelReader start() {
        thread.start();
        return this;
    }

    private void run() {
        try (subscriber) {
            readAll();
        } catch (TrickleException failure) {
            end.ended(ChannelFailure.of(failure), ChannelFailure.sentence(doing, failure));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAll() throws TrickleException, InterruptedException {
        int missed = 0;
        while (true) {
            switch (subscriber.next()) {
                case Arrival.Segment(var segment) -> {
                    missed = 0;
                    try (segment) {
                        reader.read(segment);
                    }
                }
                case Arrival.Missed gone -> {
                    if (++missed > MAX_MISSED) {
                        end.ended(
                                Failing.BROKEN,
                                doing + ": segment " + gone.asked() + " and " + MAX_MISSED
                                        + " before it were not to be had; the next one written is " + gone.head()
                                        + ".");
                        return;
                    }
                    pause.of(gone.head() > gone.asked() ? Duration.ZERO : BETWEEN_MISSES);
                    subscriber.seek(gone.resumeAt());
                }
                case Arrival.Ended() -> {
                    end.ended(Failing.ENDED_BY_PEER, doing + ": the channel has ended.");
                    return;
                }
            }
        }
    }

    /** Gives up what is being read; nobody is told. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
