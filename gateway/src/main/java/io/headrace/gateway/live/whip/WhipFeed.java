package io.headrace.gateway.live.whip;

import io.headrace.engine.stream.StreamPlace;
import io.headrace.engine.stream.StreamSound;
import io.headrace.engine.stream.StreamTask;
import io.headrace.gateway.carry.KeptCarrier;
import io.headrace.gateway.carry.StreamTools;
import io.headrace.gateway.live.SeatFeed;
import io.headrace.media.AccessUnit;
import io.headrace.media.SoundCodec;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Publisher;
import io.headrace.webrtc.desk.PublisherLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One publisher's pictures and sound on their way into a stream, through a child that makes AAC of the Opus: existing
 * transcoders and players want that. The child stands between the session, which never waits, and the stream, which may have
 * no room: what is too much is left out up to the next keyframe.
 */
final class WhipFeed implements Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(WhipFeed.class);

    private final SeatFeed feed;
    private final PublisherLine line;
    private final KeptCarrier carrier;
    private volatile boolean refused;

    private WhipFeed(SeatFeed feed, PublisherLine line, StreamTools tools) {
        this.feed = feed;
        this.line = line;
        var task = StreamTask.of(new StreamPlace.Pipe(), new StreamPlace.Pipe(), StreamSound.AAC);
        this.carrier = new KeptCarrier(
                KeptCarrier.Plan.of("The sound's conversion of stream " + feed.name(), task), tools, new Bringing());
    }

    /** Takes a moment, in which the child is started. */
    static WhipFeed begin(SeatFeed feed, PublisherLine line, StreamTools tools) {
        var begun = new WhipFeed(feed, line, tools);
        begun.carrier.beginHere();
        return begun;
    }

    @Override
    public void picture(AccessUnit.Picture picture) {
        carrier.offer(picture);
    }

    @Override
    public void sound(OpusPacket packet) {
        carrier.offer(new AccessUnit.Sound(SoundCodec.OPUS, packet.presentation(), packet.bytes()));
    }

    /** The seat is free when all that came is published. */
    @Override
    public void ended(End how) {
        LOG.info("The publisher of stream {} is gone: {}", feed.name(), how);
        var _ = carrier.end().thenRun(feed::leave);
    }

    private final class Bringing implements KeptCarrier.Listener {
        @Override
        public void began() {
            line.keyframeWanted();
        }

        @Override
        public void unit(AccessUnit unit) {
            if (refused) {
                return;
            }
            try {
                feed.unit(unit);
            } catch (SeatFeed.Refused why) {
                refused = true;
                LOG.info("The publisher of stream {} is dismissed: {}", feed.name(), why.getMessage());
                line.dismiss();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
