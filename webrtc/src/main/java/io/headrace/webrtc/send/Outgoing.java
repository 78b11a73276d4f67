package io.headrace.webrtc.send;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Source;
import io.headrace.webrtc.rtp.H264Packetizer;
import io.headrace.webrtc.rtp.Rtcp;
import io.headrace.webrtc.rtp.SentPackets;
import io.headrace.webrtc.sdp.Agreement;
import io.headrace.webrtc.session.Conversation;
import io.headrace.webrtc.session.SecureWay;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A viewer's session: pictures and sound become packets, from a keyframe on; packets that the viewer missed are sent
 * again. For the session's thread.
 */
public final class Outgoing implements Conversation {

    private static final Duration PERIOD = Duration.ofMillis(500);

    /** Within a period: a viewer that misses more is not helped by more packets. */
    private static final int MAX_REPAIRS = 512;

    private static final int OPUS_RATE = 48_000;

    private final Source source;
    private final ViewerQueue queue;
    private final InstantSource clock;
    private final OutgoingStream video;
    private final Optional<OutgoingStream> sound;
    private final SentPackets sent = new SentPackets();
    private Optional<SecureWay> way = Optional.empty();
    private Optional<MediaAnchor> anchor = Optional.empty();
    private boolean awaitingKeyframe = true;
    private int repairs;

    /**
     * Numbers by which a viewer knows our streams.
     *
     * @param firstPacket below 32768
     */
    public record Numbers(int videoSsrc, int soundSsrc, int firstPacket) {}

    /** @param source what is watched; left at the end */
    public Outgoing(Agreement agreement, Numbers numbers, Source source, ViewerQueue queue, InstantSource clock) {
        this.source = source;
        this.queue = queue;
        this.clock = clock;
        this.video = new OutgoingStream(agreement.video().payloadType(), numbers.videoSsrc(), numbers.firstPacket());
        this.sound = agreement
                .sound()
                .map(track -> new OutgoingStream(track.payloadType(), numbers.soundSsrc(), numbers.firstPacket()));
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public void begin(SecureWay secured, long nowNanos) {
        way = Optional.of(secured);
        queue.sendThrough(this);
        source.keyframeWanted();
    }

    /** Some pictures before the next are lost to this viewer. */
    void skipped() {
        awaitingKeyframe = true;
        source.keyframeWanted();
    }

    void picture(AccessUnit.Picture picture) {
        awaitingKeyframe &= !picture.keyframe();
        if (!awaitingKeyframe) {
            anchor(picture.presentation());
            way.ifPresent(open -> send(open, picture));
        }
    }

    private void send(SecureWay open, AccessUnit.Picture picture) {
        var payloads = H264Packetizer.payloads(picture.bytes());
        int timestamp = (int) picture.presentation().ticks();
        for (int i = 0; i < payloads.size(); i++) {
            int number = video.sequence();
            sent.add(number, video.send(open, payloads.get(i), i == payloads.size() - 1, timestamp));
        }
    }

    void sound(OpusPacket packet) {
        anchor(packet.presentation());
        way.ifPresent(open -> sound.ifPresent(
                stream -> stream.send(open, packet.bytes().asByteBuffer(), false, opus(packet.presentation()))));
    }

    private static int opus(MediaTime time) {
        return (int) (time.ticks() * OPUS_RATE / MediaTime.TICKS_PER_SECOND);
    }

    private void anchor(MediaTime media) {
        if (anchor.isEmpty()) {
            anchor = Optional.of(new MediaAnchor(media, clock.instant(), System.nanoTime()));
        }
    }

    @Override
    public void media(byte[] packet, int length, long nowNanos) {
        // a viewer has nothing to show
    }

    @Override
    public void report(Rtcp.Message message, long nowNanos) {
        switch (message) {
            case Rtcp.Message.Missing(var _, var sequences) -> repair(sequences);
            case Rtcp.Message.KeyframeWanted _ -> source.keyframeWanted();
            case Rtcp.Message.ReceptionReport _, Rtcp.Message.SenderReport _, Rtcp.Message.Goodbye _ -> {
                // nothing follows from them here
            }
        }
    }

    private void repair(List<Integer> sequences) {
        for (int sequence : sequences) {
            if (repairs < MAX_REPAIRS) {
                repairs++;
                way.ifPresent(open -> sent.find(sequence).ifPresent(open::sendAgain));
            }
        }
    }

    @Override
    public void keyframeWanted() {
        // a viewer makes no keyframes
    }

    @Override
    public void tick(long nowNanos) {
        repairs = 0;
        way.ifPresent(open -> anchor.ifPresent(known -> {
            var media = known.media(nowNanos);
            video.report(open, known, (int) media.ticks(), nowNanos);
            sound.ifPresent(stream -> stream.report(open, known, opus(media), nowNanos));
        }));
    }

    @Override
    public void end(End how) {
        source.leave(queue);
    }
}
