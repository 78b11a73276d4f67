package io.headrace.gateway.live;

import io.headrace.gateway.intake.Arrival;
import io.headrace.gateway.intake.StreamOver;
import io.headrace.media.AccessUnit;
import io.headrace.media.cut.Cut;
import io.headrace.media.cut.CutLimits;
import io.headrace.media.cut.KeyframeSegmenter;
import io.headrace.media.cut.StreamClock;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One publisher's units on their way into a stream: onto the stream's clock, cut at keyframes, brought to its seat. For one
 * thread at a time, which waits while the stream has no room.
 */
public final class SeatFeed {

    private static final Logger LOG = LoggerFactory.getLogger(SeatFeed.class);

    private final LiveStream.Seat seat;
    private final StreamClock clock;
    private final KeyframeSegmenter segmenter;

    public SeatFeed(LiveStream.Seat seat, CutLimits cuts) {
        this.seat = seat;
        this.clock = seat.resumesAt().map(StreamClock::continuing).orElseGet(StreamClock::new);
        this.segmenter = new KeyframeSegmenter(cuts);
        if (seat.resumesAt().isPresent()) {
            var _ = segmenter.restart();
        }
    }

    /** The stream takes no more; the message is for its publisher. */
    public static final class Refused extends Exception {
        private Refused(String message) {
            super(message);
        }
    }

    /** Of the stream. */
    public String name() {
        return seat.stream().name();
    }

    public void unit(AccessUnit unit) throws Refused, InterruptedException {
        bring(segmenter.add(clock.rebase(unit)));
    }

    private void bring(Cut cut) throws Refused, InterruptedException {
        switch (cut) {
            case Cut.Failure failure -> throw new Refused(failure.sentence());
            case Cut.Segments(var segments) -> {
                for (var segment : segments) {
                    append(Arrival.of(segment));
                }
            }
        }
    }

    private void append(Arrival arrival) throws Refused, InterruptedException {
        try {
            var _ = seat.append(arrival);
        } catch (StreamOver over) {
            throw new Refused(over.getMessage()
                    + seat.stream().view().problem().map(": "::concat).orElse(""));
        } catch (IOException full) {
            LOG.error("A segment of stream {} cannot be kept", name(), full);
            throw new Refused("The stream cannot be stored here: " + full.getMessage());
        }
    }

    /** The publisher is gone: what came is published, however it went, and its seat is free. */
    public void leave() {
        try (seat) {
            bring(segmenter.finish());
        } catch (Refused late) {
            LOG.info("The end of stream {} is lost: {}", name(), late.getMessage());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
