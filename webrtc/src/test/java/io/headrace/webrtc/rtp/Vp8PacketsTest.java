package io.headrace.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of VP8 into packets and back. */
class Vp8PacketsTest {

    private final PictureAssembler assembler = PictureAssembler.of(VideoCodec.VP8, 1 << 20, List.of());
    private int sequence;

    /** Of a picture the lowest bit of the first octet alone says what it is. */
    private static MediaBytes frame(boolean keyframe, int bytes) {
        byte[] frame = new byte[bytes];
        new Random(bytes).nextBytes(frame);
        frame[0] = (byte) (keyframe ? 0x10 : 0x11);
        return MediaBytes.owning(frame);
    }

    private List<RtpPacket> packets(MediaBytes picture, int timestamp) {
        var payloads = Packetizer.payloads(VideoCodec.VP8, picture);
        var packets = new ArrayList<RtpPacket>();
        for (int i = 0; i < payloads.size(); i++) {
            byte[] payload = new byte[payloads.get(i).remaining()];
            payloads.get(i).duplicate().get(payload);
            packets.add(Packets.of(sequence++, timestamp, i == payloads.size() - 1, payload));
        }
        return packets;
    }

    private List<CodedPicture> take(List<RtpPacket> packets) {
        return packets.stream()
                .flatMap(packet -> assembler.add(packet).stream())
                .toList();
    }

    private List<CodedPicture> take(String... payloads) {
        var packets = new ArrayList<RtpPacket>();
        for (int i = 0; i < payloads.length; i++) {
            byte[] payload = HexFormat.of().parseHex(payloads[i]);
            packets.add(Packets.of(sequence++, 7, i == payloads.length - 1, payload));
        }
        return take(packets);
    }

    private static ByteBuffer bytes(CodedPicture picture) {
        return picture.bytes().asByteBuffer();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, Packetizer.MAX_PAYLOAD - 1, Packetizer.MAX_PAYLOAD, 5_000, 200_000})
    void carriesPicturesOfAnySize(int size) {
        var keyframe = frame(true, size);
        var next = frame(false, size);

        var pictures = take(packets(keyframe, 1));
        assertThat(pictures).hasSize(1);
        assertThat(bytes(pictures.getFirst())).isEqualTo(keyframe.asByteBuffer());
        assertThat(pictures.getFirst().keyframe()).isTrue();
        pictures = take(packets(next, 2));
        assertThat(bytes(pictures.getFirst())).isEqualTo(next.asByteBuffer());
        assertThat(pictures.getFirst().keyframe()).isFalse();
    }

    @Test
    void noPacketIsTooLong() {
        assertThat(Packetizer.payloads(VideoCodec.VP8, frame(true, 20_000)))
                .allSatisfy(payload -> assertThat(payload.remaining()).isBetween(1, Packetizer.MAX_PAYLOAD));
    }

    /** RFC 7741 section 4.2: picture numbers of one and two octets, layers, and a second partition. */
    @Test
    void passesOverEveryDescriptor() {
        assertThat(take("10 10AA".replace(" ", ""))).hasSize(1);
        assertThat(take("9080 05 10AA".replace(" ", ""))).hasSize(1);
        assertThat(take("9080 8005 10AA".replace(" ", ""))).hasSize(1);
        var picture =
                take("90F0 8005 07 20 10AA".replace(" ", ""), "00BB", "11CC").getFirst();

        assertThat(bytes(picture)).isEqualTo(ByteBuffer.wrap(HexFormat.of().parseHex("10AABBCC")));
        assertThat(picture.keyframe()).isTrue();
    }

    @Test
    void waitsForAKeyframeAfterALoss() {
        take(packets(frame(true, 100), 1));
        var torn = packets(frame(false, 5_000), 2);
        take(torn.subList(0, 2));
        assembler.gap();
        take(torn.subList(3, torn.size()));

        assertThat(assembler.awaitsKeyframe()).isTrue();
        assertThat(take(packets(frame(false, 100), 3))).isEmpty();
        assertThat(take(packets(frame(true, 100), 4))).hasSize(1);
    }

    @Test
    void aPictureWithoutItsBeginningIsNone() {
        assertThat(take("0010AA", "00BB")).isEmpty();
        assertThat(take("10")).isEmpty();
        assertThat(take("90")).isEmpty();
        assertThat(take("90F08005")).isEmpty();
        assertThat(take("1010AA", "1010AA")).isEmpty();
    }

    @Test
    void dropsAPictureThatIsTooLarge() {
        var small = PictureAssembler.of(VideoCodec.VP8, 4_000, List.of());
        var pictures = new ArrayList<CodedPicture>();
        packets(frame(true, 5_000), 1).forEach(packet -> pictures.addAll(small.add(packet)));
        packets(frame(true, 3_000), 2).forEach(packet -> pictures.addAll(small.add(packet)));

        assertThat(pictures).hasSize(1);
    }

    @Test
    void noBytesAreAnError() {
        for (int seed = 0; seed < 5_000; seed++) {
            var random = new Random(seed);
            byte[] payload = new byte[1 + random.nextInt(8)];
            random.nextBytes(payload);
            assembler.add(Packets.of(seed, seed / 3, random.nextBoolean(), payload));
        }
        assertThat(take(packets(frame(true, 100), -1))).isNotEmpty();
    }

    @Test
    void otherCodecsDoNotTravel() {
        assertThatThrownBy(() -> Packetizer.payloads(VideoCodec.HEVC, MediaBytes.EMPTY))
                .hasMessageContaining("HEVC");
        assertThatThrownBy(() -> PictureAssembler.of(VideoCodec.VP9, 1, List.of()))
                .hasMessageContaining("VP9");
    }
}
