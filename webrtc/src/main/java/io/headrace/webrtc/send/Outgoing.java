package io.headrace.webrtc.send;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Source;
import io.headrace.webrtc.rtp.Rtcp;
import io.headrace.webrtc.sdp.Agreement;
import io.headrace.webrtc.session.Conversation;
import io.headrace.webrtc.session.SecureWay;
import io.headrace.webrtc.session.SessionTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A viewer's session: pictures and sound become packets, from a keyframe on and at the viewer's pace; packets that the
 * viewer missed are sent again. For the session's thread.
 */
public final class Outgoing implements Conversation {

    private static final Duration PERIOD = Duration.ofMillis(500);

    /** While packets wait for their turn. */
    private static final Duration SHORT_PERIOD = Duration.ofMillis(5);

    private final Source source;
    private final ViewerQueue queue;
    private final InstantSource wall;
    private final ViewerPace pace;
    private final OutgoingVideo video;
    private final Optional<OutgoingStream> sound;
    private final SoundClock soundClock = new SoundClock();
    private final ListenerBuffer listener;
    private Optional<SecureWay> way = Optional.empty();
    private Optional<MediaAnchor> anchor = Optional.empty();
    private long reportNanos;

    /**
     * Numbers by which a viewer knows our streams.
     *
     * @param firstPacket below 32768
     */
    public record Numbers(int videoSsrc, int repairSsrc, int soundSsrc, int firstPacket) {}

    /** @param source what is watched; left at the end */
    public Outgoing(Agreement agreement, Numbers numbers, Source source, ViewerQueue queue, SessionTime time) {
        this.source = source;
        this.queue = queue;
        this.wall = time.wall();
        this.pace = new ViewerPace(time.nanos());
        this.listener = new ListenerBuffer(time.nanos());
        this.video = new OutgoingVideo(agreement.video(), numbers, pace);
        this.sound = agreement
                .sound()
                .map(track -> new OutgoingStream(track.payloadType(), numbers.soundSsrc(), numbers.firstPacket(), 0));
    }

    @Override
    public Duration period() {
        return video.isWaiting() ? SHORT_PERIOD : PERIOD;
    }

    @Override
    public void begin(SecureWay secured, long nowNanos) {
        way = Optional.of(secured);
        reportNanos = nowNanos;
        queue.sendThrough(this);
        source.keyframeWanted();
    }

    /** Some pictures before the next are lost to this viewer. */
    void skipped() {
        video.skipped();
        source.keyframeWanted();
    }

    void picture(AccessUnit.Picture picture, long now) {
        if (video.add(picture, now)) {
            anchor(picture.presentation(), now);
            way.ifPresent(open -> video.flush(open, now));
        }
    }

    void sound(OpusPacket packet, long now) {
        anchor(packet.presentation(), now);
        if (listener.takes(SoundClock.length(packet), now)) {
            way.ifPresent(open -> sound.ifPresent(stream -> sound(open, stream, packet, now)));
        }
    }

    private void sound(SecureWay open, OutgoingStream stream, OpusPacket packet, long now) {
        var sent = stream.send(open, packet.bytes().asByteBuffer(), false, soundClock.next(packet), now);
        pace.spent(sent.length(), now);
    }

    private void anchor(MediaTime media, long now) {
        if (anchor.isEmpty()) {
            anchor = Optional.of(new MediaAnchor(media, wall.instant(), now));
        }
    }

    @Override
    public void media(byte[] packet, int length, long nowNanos) {
        // a viewer has nothing to show
    }

    @Override
    public void report(Rtcp.Message message, long nowNanos) {
        switch (message) {
            case Rtcp.Message.Missing(var _, var sequences) ->
                way.ifPresent(open -> video.repair(open, sequences, nowNanos));
            case Rtcp.Message.Bandwidth(var bitsPerSecond) -> pace.estimated(bitsPerSecond, nowNanos);
            case Rtcp.Message.KeyframeWanted _ -> source.keyframeWanted();
            case Rtcp.Message.ReceptionReport _, Rtcp.Message.SenderReport _, Rtcp.Message.Goodbye _ -> {
                // nothing follows from them here
            }
        }
    }

    @Override
    public void keyframeWanted(long nowNanos) {
        // a viewer makes no keyframes
    }

    @Override
    public void tick(long nowNanos) {
        way.ifPresent(open -> video.flush(open, nowNanos));
        if (nowNanos - reportNanos >= PERIOD.toNanos()) {
            reportNanos = nowNanos;
            video.beginPeriod();
            tellTime(nowNanos);
        }
    }

    private void tellTime(long nowNanos) {
        way.ifPresent(open -> anchor.ifPresent(known -> {
            var media = known.media(nowNanos);
            video.stream().report(open, known, (int) media.ticks(), nowNanos);
            sound.ifPresent(stream -> stream.report(open, known, soundClock.at(media), nowNanos));
        }));
    }

    @Override
    public void end(End how) {
        source.leave(queue);
    }
}
