package io.headrace.webrtc.receive;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.Publisher;
import io.headrace.webrtc.rtp.ArrivalReport;
import io.headrace.webrtc.rtp.Rtcp;
import io.headrace.webrtc.rtp.RtcpCompound;
import io.headrace.webrtc.rtp.RtpPacket;
import io.headrace.webrtc.sdp.Agreement;
import io.headrace.webrtc.session.Conversation;
import io.headrace.webrtc.session.SecureWay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A publisher's session: packets become pictures and sound for a {@link Publisher}; the peer hears what is missing (RFC
 * 4585), what arrived when, how it goes (RFC 3550), and that a keyframe is wanted. For the session's thread.
 */
public final class Incoming implements Conversation {

    private static final Duration PERIOD = Duration.ofMillis(20);
    private static final Duration KEYFRAMES_REGULARLY = Duration.ofSeconds(2);
    private static final Duration KEYFRAMES_APART = Duration.ofMillis(300);
    private static final long ARRIVALS_EVERY_NANOS = Duration.ofMillis(60).toNanos();
    private static final long REPORT_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Agreement agreement;
    private final Publisher publisher;
    private final int ssrc;
    private final int pictureBytes;
    private final KeyframeRequests keyframes = new KeyframeRequests(KEYFRAMES_REGULARLY, KEYFRAMES_APART);
    private final ArrivalReport.Collector arrivals = new ArrivalReport.Collector();

    private final PublisherTime time = new PublisherTime();

    private Optional<SecureWay> way = Optional.empty();
    private Optional<IncomingVideo> video = Optional.empty();
    private Optional<IncomingSound> sound = Optional.empty();
    private long startNanos;
    private long arrivalsNanos;
    private long reportNanos;

    /**
     * @param ssrc by which our reports name their sender
     * @param pictureBytes of one picture at most
     */
    public Incoming(Agreement agreement, Publisher publisher, int ssrc, int pictureBytes) {
        this.agreement = agreement;
        this.publisher = publisher;
        this.ssrc = ssrc;
        this.pictureBytes = pictureBytes;
    }

    @Override
    public void keyframeWanted(long nowNanos) {
        keyframes.want();
        askForKeyframe(nowNanos);
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public void begin(SecureWay secured, long nowNanos) {
        way = Optional.of(secured);
        startNanos = nowNanos;
        arrivalsNanos = nowNanos;
        reportNanos = nowNanos;
    }

    @Override
    public void media(byte[] packet, int length, long nowNanos) {
        RtpPacket.parse(packet, length, agreement.transportExtension()).ifPresent(parsed -> {
            // a clock of nanoseconds may begin below zero; one that begins with the session does not
            parsed.transportNumber().ifPresent(number -> arrivals.add(number, Math.max(0, nowNanos - startNanos)));
            take(parsed, nowNanos);
        });
    }

    private void take(RtpPacket packet, long now) {
        int type = packet.payloadType();
        if (type == agreement.video().payloadType()) {
            hand(videoOf(packet.ssrc()).packet(packet, now));
            askForWhatIsMissing(now);
        } else if (agreement.video().retransmission().equals(OptionalInt.of(type))) {
            video.ifPresent(known -> packet.original(agreement.video().payloadType(), known.ssrc())
                    .ifPresent(original -> hand(known.repaired(original, now))));
        } else if (agreement
                .sound()
                .filter(track -> track.payloadType() == type)
                .isPresent()) {
            soundOf(packet.ssrc()).packet(packet, now).forEach(publisher::sound);
        }
    }

    /** A peer that changes its stream's number begins a new stream. */
    private IncomingVideo videoOf(int ofSsrc) {
        var known = video.filter(each -> each.ssrc() == ofSsrc);
        if (known.isPresent()) {
            return known.get();
        }
        var fresh = new IncomingVideo(
                ofSsrc,
                new StreamClock(startNanos, MediaTime.TICKS_PER_SECOND),
                pictureBytes,
                agreement.video().format());
        video = Optional.of(fresh);
        keyframes.want();
        return fresh;
    }

    private IncomingSound soundOf(int ofSsrc) {
        var known = sound.filter(each -> each.ssrc() == ofSsrc);
        if (known.isPresent()) {
            return known.get();
        }
        var fresh = new IncomingSound(ofSsrc, new StreamClock(startNanos, IncomingSound.RATE));
        sound = Optional.of(fresh);
        return fresh;
    }

    private void hand(List<AccessUnit.Picture> pictures) {
        for (var picture : pictures) {
            if (picture.keyframe()) {
                keyframes.came();
            }
            publisher.picture(picture);
        }
    }

    @Override
    public void report(Rtcp.Message message, long nowNanos) {
        if (message instanceof Rtcp.Message.SenderReport report) {
            video.filter(each -> each.ssrc() == report.ssrc()).ifPresent(each -> each.report(report, time, nowNanos));
            sound.filter(each -> each.ssrc() == report.ssrc()).ifPresent(each -> each.report(report, time, nowNanos));
        }
    }

    @Override
    public void tick(long nowNanos) {
        video.ifPresent(known -> {
            hand(known.advance(nowNanos));
            if (known.awaitsKeyframe()) {
                keyframes.want();
            }
        });
        sound.ifPresent(known -> known.advance(nowNanos).forEach(publisher::sound));
        askForWhatIsMissing(nowNanos);
        askForKeyframe(nowNanos);
        if (nowNanos - arrivalsNanos >= ARRIVALS_EVERY_NANOS) {
            arrivalsNanos = nowNanos;
            tellArrivals();
        }
        if (nowNanos - reportNanos >= REPORT_EVERY_NANOS) {
            reportNanos = nowNanos;
            send(RtcpCompound.receiving(ssrc, receptions(nowNanos)));
        }
    }

    private void askForWhatIsMissing(long now) {
        video.ifPresent(known -> {
            var missing = known.missing(now);
            if (!missing.isEmpty()) {
                send(RtcpCompound.receiving(ssrc, List.of()).missing(known.ssrc(), missing));
            }
        });
    }

    private void askForKeyframe(long now) {
        video.filter(_ -> keyframes.due(now))
                .ifPresent(known -> send(RtcpCompound.receiving(ssrc, List.of()).keyframeWanted(known.ssrc())));
    }

    private void tellArrivals() {
        video.ifPresent(known -> arrivals.report()
                .ifPresent(
                        report -> send(RtcpCompound.receiving(ssrc, List.of()).arrivals(known.ssrc(), report))));
    }

    private List<RtcpCompound.Reception> receptions(long now) {
        var receptions = new ArrayList<RtcpCompound.Reception>();
        video.ifPresent(each -> receptions.add(each.statistics().report(each.ssrc(), now)));
        sound.ifPresent(each -> receptions.add(each.statistics().report(each.ssrc(), now)));
        return receptions;
    }

    private void send(RtcpCompound compound) {
        way.ifPresent(open -> open.send(compound));
    }

    @Override
    public void end(End how) {
        publisher.ended(how);
    }
}
