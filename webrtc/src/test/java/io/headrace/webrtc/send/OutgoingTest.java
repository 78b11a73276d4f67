package io.headrace.webrtc.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Source;
import io.headrace.webrtc.desk.Viewer;
import io.headrace.webrtc.dtls.SrtpKeys;
import io.headrace.webrtc.peer.Camera;
import io.headrace.webrtc.peer.Peer;
import io.headrace.webrtc.rtp.Rtcp;
import io.headrace.webrtc.rtp.RtpPacket;
import io.headrace.webrtc.sdp.Agreement;
import io.headrace.webrtc.sdp.Offer;
import io.headrace.webrtc.session.SecureWay;
import io.headrace.webrtc.session.SessionTime;
import io.headrace.webrtc.srtp.MasterKey;
import io.headrace.webrtc.srtp.ProtectionProfile;
import io.headrace.webrtc.srtp.SrtpReceiver;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A viewer's session on a clock of the test's, opened as the viewer would open it. */
class OutgoingTest {

    private static final ProtectionProfile PROFILE = ProtectionProfile.AEAD_AES_128_GCM;
    private static final MasterKey KEY = MasterKey.of(PROFILE, new byte[16], new byte[PROFILE.saltLength()]);
    private static final Outgoing.Numbers NUMBERS = new Outgoing.Numbers(10, 11, 12, 100);
    private static final long MS = 1_000_000L;
    private static final int PACKET_TICKS = 1_800;

    private final List<byte[]> sent = new ArrayList<>();
    private final Watched watched = new Watched();
    private Outgoing outgoing;

    /** Counts what a viewer asks for. */
    private static final class Watched implements Source {
        private int keyframesWanted;
        private boolean left;

        @Override
        public VideoCodec codec() {
            return VideoCodec.H264;
        }

        @Override
        public void leave(Viewer viewer) {
            left = true;
        }

        @Override
        public void keyframeWanted() {
            keyframesWanted++;
        }
    }

    @BeforeEach
    void begin() throws Exception {
        var offer = Offer.parse(Peer.offer("recvonly").text());
        var queue = new ViewerQueue(Agreement.shownBy(offer), _ -> true, _ -> {});
        var time = new SessionTime(InstantSource.fixed(Instant.ofEpochSecond(1_000)), () -> 0);
        outgoing = new Outgoing(Agreement.toSend(offer, VideoCodec.H264), NUMBERS, watched, queue, time);
        outgoing.begin(new SecureWay(new SrtpKeys(PROFILE, KEY, KEY), sent::add), 0);
    }

    private static AccessUnit.Picture picture(long ticks, boolean keyframe) {
        var time = new MediaTime(ticks);
        return new AccessUnit.Picture(
                VideoCodec.H264, time, time, keyframe, MediaBytes.owning(Camera.picture(keyframe, 200, 1)));
    }

    private static OpusPacket sound(long ticks) {
        return new OpusPacket(new MediaTime(ticks), MediaBytes.owning(new byte[] {(byte) 0xfc, 1}));
    }

    private List<RtpPacket> media(int ssrc) {
        var receiver = new SrtpReceiver(PROFILE, KEY);
        var packets = new ArrayList<RtpPacket>();
        for (byte[] each : sent) {
            byte[] copy = each.clone();
            receiver.rtp(copy, copy.length).stream()
                    .mapToObj(length -> RtpPacket.parse(copy, length, 0).orElseThrow())
                    .filter(packet -> packet.ssrc() == ssrc)
                    .forEach(packets::add);
        }
        return packets;
    }

    private List<Rtcp.Message.SenderReport> reports(int ssrc) {
        var receiver = new SrtpReceiver(PROFILE, KEY);
        var reports = new ArrayList<Rtcp.Message.SenderReport>();
        for (byte[] each : sent) {
            byte[] copy = each.clone();
            receiver.rtcp(copy, copy.length).stream()
                    .mapToObj(length -> Rtcp.parse(ByteBuffer.wrap(copy, 0, length)))
                    .flatMap(List::stream)
                    .forEach(message -> {
                        if (message instanceof Rtcp.Message.SenderReport report && report.ssrc() == ssrc) {
                            reports.add(report);
                        }
                    });
        }
        return reports;
    }

    @Test
    void asksForAKeyframeAndBeginsWithIt() {
        outgoing.picture(picture(0, false), 0);
        assertThat(media(NUMBERS.videoSsrc())).isEmpty();

        outgoing.picture(picture(3_000, true), 33 * MS);
        outgoing.picture(picture(6_000, false), 66 * MS);

        assertThat(watched.keyframesWanted).isOne();
        assertThat(media(NUMBERS.videoSsrc()))
                .extracting(RtpPacket::timestamp)
                .startsWith(3_000)
                .endsWith(6_000);
    }

    /** Sound that comes as it is heard, so long that it is heard; the packet after it is due at 400 ms. */
    private void soundBegins() {
        for (int i = 0; i < 20; i++) {
            outgoing.sound(sound((long) i * PACKET_TICKS), 20L * i * MS);
        }
    }

    /** Its clock goes on all the same: what reports said of it before stays true. */
    @Test
    void leavesTheRestOfABurstOfSoundOut() {
        soundBegins();
        int before = media(NUMBERS.soundSsrc()).size();
        for (int i = 20; i < 120; i++) {
            outgoing.sound(sound((long) i * PACKET_TICKS), 400 * MS);
        }
        outgoing.sound(sound(120L * PACKET_TICKS), 420 * MS);

        var heard = media(NUMBERS.soundSsrc());
        assertThat(heard).hasSize(before + 16);
        for (int i = 1; i < heard.size(); i++) {
            assertThat(heard.get(i).sequence() - heard.get(i - 1).sequence()).isOne();
        }
        assertThat(heard.getLast().timestamp() - heard.getFirst().timestamp()).isEqualTo((120 - (20 - before)) * 960);
    }

    @Test
    void letsNothingBeHeardOfSoundThatStillCatchesUp() {
        for (int i = 0; i < 50; i++) {
            outgoing.sound(sound((long) i * PACKET_TICKS), 10L * i * MS);
        }

        assertThat(media(NUMBERS.soundSsrc())).isEmpty();
    }

    /** A viewer puts sound and pictures together by what the reports of both say of one moment. */
    @Test
    void tellsWhereBothStreamsAreAtOneMoment() {
        outgoing.picture(picture(0, true), 0);
        soundBegins();
        // the publisher's sound is a tenth slow, so that its packets stand farther apart than they are long
        outgoing.sound(sound(36_180), 402 * MS);
        outgoing.tick(500 * MS);

        assertThat(reports(NUMBERS.videoSsrc())).singleElement().satisfies(video -> {
            assertThat(video.timestamp()).isEqualTo(45_000);
            assertThat(reports(NUMBERS.soundSsrc())).singleElement().satisfies(sound -> {
                assertThat(sound.ntp()).isEqualTo(video.ntp());
                int last = media(NUMBERS.soundSsrc()).getLast().timestamp();
                // 98 ms after the last packet was there
                assertThat(sound.timestamp() - last).isEqualTo(98 * 48);
            });
        });
    }

    @Test
    void saysNothingOfAStreamThatHasNotBegun() {
        outgoing.picture(picture(0, true), 0);
        outgoing.tick(500 * MS);

        assertThat(reports(NUMBERS.soundSsrc())).isEmpty();
    }

    @Test
    void leavesItsSourceAtTheEnd() {
        outgoing.end(End.FINISHED);

        assertThat(watched.left).isTrue();
    }
}
