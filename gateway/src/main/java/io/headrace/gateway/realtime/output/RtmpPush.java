package io.headrace.gateway.realtime.output;

import io.headrace.engine.stream.StreamPlace;
import io.headrace.engine.stream.StreamSound;
import io.headrace.engine.stream.StreamTask;
import io.headrace.gateway.carry.KeptCarrier;
import io.headrace.gateway.carry.StreamTools;
import io.headrace.media.AccessUnit;
import io.headrace.webrtc.desk.KeyframeSource;
import java.net.URI;
import java.time.Duration;

/**
 * Pushes the output to a server of RTMP, its sound as AAC, from the first unit on. When the server goes, it is tried again
 * after five seconds (real-time reference section 5), until the output ends. Any thread.
 */
public final class RtmpPush implements OutputSink {

    /** A server that takes nothing for so long is gone. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final KeptCarrier carrier;

    /** @param keyframes asked when the server is there, so that it need not wait for a picture to begin with */
    public RtmpPush(URI address, StreamTools tools, KeyframeSource keyframes) {
        var place = StreamPlace.Rtmp.at(address);
        var task = StreamTask.of(new StreamPlace.Pipe(), place, StreamSound.AAC).idle(IDLE);
        var plan = KeptCarrier.Plan.of("The push to " + place, task);
        carrier = new KeptCarrier(plan, tools, new KeptCarrier.Listener() {
            @Override
            public void began() {
                keyframes.keyframeWanted();
            }
        });
    }

    @Override
    public void unit(AccessUnit unit) {
        carrier.begin();
        carrier.offer(unit);
    }

    @Override
    public void ended() {
        var _ = carrier.end();
    }
}
