package io.headrace.gateway.live.rtmp;

import io.headrace.gateway.intake.Arrival;
import io.headrace.gateway.intake.StreamOver;
import io.headrace.gateway.live.LiveStream;
import io.headrace.media.AccessUnit;
import io.headrace.media.cut.Cut;
import io.headrace.media.cut.CutLimits;
import io.headrace.media.cut.KeyframeSegmenter;
import io.headrace.media.cut.StreamClock;
import io.headrace.rtmp.publish.End;
import io.headrace.rtmp.publish.PublishRefused;
import io.headrace.rtmp.publish.Publisher;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One publisher's units on their way into a stream: onto the stream's clock, cut at keyframes, brought to its seat. */
final class RtmpFeed implements Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(RtmpFeed.class);

    private final LiveStream.Seat seat;
    private final StreamClock clock;
    private final KeyframeSegmenter segmenter;

    RtmpFeed(LiveStream.Seat seat, CutLimits cuts) {
        this.seat = seat;
        this.clock = seat.resumesAt().map(StreamClock::continuing).orElseGet(StreamClock::new);
        this.segmenter = new KeyframeSegmenter(cuts);
        if (seat.resumesAt().isPresent()) {
            var _ = segmenter.restart();
        }
    }

    @Override
    public void unit(AccessUnit unit) throws PublishRefused, InterruptedException {
        bring(segmenter.add(clock.rebase(unit)));
    }

    private void bring(Cut cut) throws PublishRefused, InterruptedException {
        switch (cut) {
            case Cut.Failure failure -> throw new PublishRefused(failure.sentence());
            case Cut.Segments(var segments) -> {
                for (var segment : segments) {
                    append(Arrival.of(segment));
                }
            }
        }
    }

    private void append(Arrival arrival) throws PublishRefused, InterruptedException {
        try {
            var _ = seat.append(arrival);
        } catch (StreamOver over) {
            throw new PublishRefused(over.getMessage()
                    + seat.stream().view().problem().map(": "::concat).orElse(""));
        } catch (IOException full) {
            LOG.error("A segment of stream {} cannot be kept", seat.stream().name(), full);
            throw new PublishRefused("The stream cannot be stored here: " + full.getMessage());
        }
    }

    /** What came is published, however the publisher went. */
    @Override
    public void ended(End how) {
        LOG.info("The publisher of stream {} is gone: {}", seat.stream().name(), how);
        try (seat) {
            bring(segmenter.finish());
        } catch (PublishRefused late) {
            LOG.info("The end of stream {} is lost: {}", seat.stream().name(), late.getMessage());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
