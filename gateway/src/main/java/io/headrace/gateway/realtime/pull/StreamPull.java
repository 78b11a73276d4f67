package io.headrace.gateway.realtime.pull;

import io.headrace.engine.stream.StreamPlace;
import io.headrace.engine.stream.StreamSound;
import io.headrace.engine.stream.StreamTask;
import io.headrace.gateway.carry.KeptCarrier;
import io.headrace.gateway.carry.StreamTools;
import io.headrace.gateway.realtime.RealtimeStream;
import io.headrace.media.AccessUnit;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one stream by a child, which has the publisher's seat: also while the source is away, until it was tried too
 * often, or the stream is ended. RTMP has no way to ask for a keyframe. Any thread.
 */
final class StreamPull implements KeptCarrier.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(StreamPull.class);

    /** After that a source that says nothing counts as gone. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    private final StreamPlace.Rtmp source;
    private final KeptCarrier carrier;
    private volatile Optional<RealtimeStream.Seat> seat = Optional.empty();
    private volatile boolean begunBefore;

    StreamPull(String stream, StreamPlace.Rtmp source, int tries, StreamTools tools) {
        this.source = source;
        var task =
                StreamTask.of(source, new StreamPlace.Pipe(), StreamSound.OPUS).idle(IDLE);
        var plan = new KeptCarrier.Plan("Fetching stream " + stream + " from " + source, task, tries);
        this.carrier = new KeptCarrier(plan, tools, this);
    }

    void begin(RealtimeStream.Seat taken) {
        seat = Optional.of(taken);
        carrier.begin();
    }

    /** The stream is ended. */
    void end() {
        LOG.info("Fetching from {} ends", source);
        var _ = carrier.end();
    }

    @Override
    public void began() {
        if (begunBefore) {
            seat.ifPresent(RealtimeStream.Seat::restart);
        }
        begunBefore = true;
    }

    @Override
    public void unit(AccessUnit unit) {
        var taken = seat.orElseThrow();
        if (unit instanceof AccessUnit.Picture picture
                && picture.keyframe()
                && taken.stream().over()) {
            end();
            taken.close();
        } else {
            taken.bring(unit);
        }
    }

    @Override
    public void givenUp() {
        seat.ifPresent(RealtimeStream.Seat::close);
    }
}
