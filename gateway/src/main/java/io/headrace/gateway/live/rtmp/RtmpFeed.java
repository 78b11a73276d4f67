package io.headrace.gateway.live.rtmp;

import io.headrace.gateway.live.SeatFeed;
import io.headrace.media.AccessUnit;
import io.headrace.rtmp.publish.End;
import io.headrace.rtmp.publish.PublishRefused;
import io.headrace.rtmp.publish.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One publisher's units on their way into a stream; the publisher is told when it takes no more. */
record RtmpFeed(SeatFeed feed) implements Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(RtmpFeed.class);

    @Override
    public void unit(AccessUnit unit) throws PublishRefused, InterruptedException {
        try {
            feed.unit(unit);
        } catch (SeatFeed.Refused refused) {
            throw new PublishRefused(String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public void ended(End how) {
        LOG.info("The publisher of stream {} is gone: {}", feed.name(), how);
        feed.leave();
    }
}
