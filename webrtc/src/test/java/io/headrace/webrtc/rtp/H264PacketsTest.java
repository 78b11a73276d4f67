package io.headrace.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import io.headrace.webrtc.sdp.Format;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pictures into packets and back. */
class H264PacketsTest {

    private static final byte[] PARAMETERS = HexFormat.of().parseHex("0000000167420001" + "0000000168ce01");

    private final PictureAssembler assembler = PictureAssembler.of(VideoCodec.H264, 1 << 20, List.of());
    private int sequence;

    private static MediaBytes keyframe(int bytes) {
        var out = ByteBuffer.allocate(PARAMETERS.length + 5 + bytes);
        out.put(PARAMETERS).putInt(1).put((byte) 0x65);
        fill(out);
        return MediaBytes.owning(out.array());
    }

    private static MediaBytes delta(int bytes) {
        var out = ByteBuffer.allocate(5 + bytes);
        out.putInt(1).put((byte) 0x41);
        fill(out);
        return MediaBytes.owning(out.array());
    }

    /** Nothing that looks like a start code, or like the zeros after a unit. */
    private static void fill(ByteBuffer out) {
        while (out.hasRemaining()) {
            out.put((byte) (1 + out.position() % 250));
        }
    }

    private List<RtpPacket> packets(MediaBytes picture, int timestamp) {
        var payloads = H264Packetizer.payloads(picture);
        var packets = new ArrayList<RtpPacket>();
        for (int i = 0; i < payloads.size(); i++) {
            byte[] payload = new byte[payloads.get(i).remaining()];
            payloads.get(i).duplicate().get(payload);
            packets.add(Packets.of(sequence++, timestamp, i == payloads.size() - 1, payload));
        }
        return packets;
    }

    private List<CodedPicture> take(List<RtpPacket> packets) {
        var pictures = new ArrayList<CodedPicture>();
        packets.forEach(packet -> pictures.addAll(assembler.add(packet)));
        return pictures;
    }

    private static ByteBuffer bytes(CodedPicture picture) {
        return picture.bytes().asByteBuffer();
    }

    @Test
    void carriesPicturesOfAnySize() {
        for (int size : new int[] {1, 100, Packetizer.MAX_PAYLOAD - 1, Packetizer.MAX_PAYLOAD, 5_000, 200_000}) {
            var picture = keyframe(size);

            var pictures = take(packets(picture, size));

            assertThat(pictures).as("%d bytes", size).hasSize(1);
            assertThat(bytes(pictures.getFirst())).isEqualTo(picture.asByteBuffer());
            assertThat(pictures.getFirst().keyframe()).isTrue();
            assertThat(pictures.getFirst().timestamp()).isEqualTo(size);
        }
    }

    @Test
    void aKeyframeWithoutParametersGetsThoseThatCameEarlier() {
        take(packets(keyframe(500), 0));

        var pictures = take(packets(bareKeyframe(), 3000));

        assertThat(bytes(pictures.getFirst())).isEqualTo(ByteBuffer.wrap(joined(PARAMETERS, bareKeyframe())));
    }

    @Test
    void aKeyframeWithoutParametersGetsThoseOfTheOffer() {
        var format = new Format(96, "H264/90000", "packetization-mode=1;sprop-parameter-sets=Z0IAAQ==,aM4B");
        var informed = PictureAssembler.of(VideoCodec.H264, 1 << 20, format.parameterSets());
        packets(delta(10), 0).forEach(informed::add);

        var pictures = packets(bareKeyframe(), 3000).stream()
                .flatMap(packet -> informed.add(packet).stream())
                .toList();

        assertThat(bytes(pictures.getFirst())).isEqualTo(ByteBuffer.wrap(joined(PARAMETERS, bareKeyframe())));
    }

    @Test
    void parametersThatCannotBeReadAreNone() {
        assertThat(new Format(96, "H264/90000", "sprop-parameter-sets=???,aM4B").parameterSets())
                .isEmpty();
    }

    private static MediaBytes bareKeyframe() {
        return MediaBytes.owning(HexFormat.of().parseHex("0000000165010203"));
    }

    private static byte[] joined(byte[] first, MediaBytes second) {
        return ByteBuffer.allocate(first.length + second.length())
                .put(first)
                .put(second.asByteBuffer())
                .array();
    }

    @Test
    void sendsNoPacketThatIsTooLarge() {
        assertThat(H264Packetizer.payloads(keyframe(20_000)))
                .allSatisfy(payload -> assertThat(payload.remaining()).isBetween(1, Packetizer.MAX_PAYLOAD));
    }

    @Test
    void beginsWithAKeyframe() {
        assertThat(take(packets(delta(10), 0))).isEmpty();
        assertThat(assembler.awaitsKeyframe()).isTrue();
        assertThat(take(packets(keyframe(10), 1))).hasSize(1);
        assertThat(take(packets(delta(10), 2))).hasSize(1);
        assertThat(assembler.awaitsKeyframe()).isFalse();
    }

    @Test
    void showsNothingThatIsTornOrBuiltOnIt() {
        take(packets(keyframe(10), 0));
        var torn = packets(delta(5_000), 1);

        take(torn.subList(0, 2));
        assembler.gap();
        assertThat(take(torn.subList(3, torn.size()))).isEmpty();
        assertThat(take(packets(delta(10), 2))).isEmpty();
        assertThat(assembler.awaitsKeyframe()).isTrue();
        assertThat(take(packets(keyframe(10), 3))).hasSize(1);
    }

    @Test
    void takesAWholeKeyframeAfterAGapAndNoneThatLostItsFirstPacket() {
        take(packets(keyframe(10), 0));
        assembler.gap();
        assertThat(take(packets(keyframe(5_000), 1))).hasSize(1);

        assembler.gap();
        var beheaded = packets(keyframe(5_000), 2);
        assertThat(take(beheaded.subList(1, beheaded.size()))).isEmpty();
    }

    @Test
    void endsAPictureWithoutAMarkerAtTheNextTimestamp() {
        var first = packets(keyframe(10), 0);
        var unmarked = first.stream()
                .map(packet -> Packets.of(packet.sequence(), 0, false, array(packet)))
                .toList();

        assertThat(take(unmarked)).isEmpty();
        assertThat(take(packets(delta(10), 1))).hasSize(2);
    }

    @Test
    void passesProbesOver() {
        take(packets(keyframe(10), 0));

        assertThat(assembler.add(Packets.of(9, 0, false, new byte[0]))).isEmpty();
        assertThat(take(packets(delta(10), 1))).hasSize(1);
    }

    @Test
    void readsAggregatedUnits() {
        byte[] aggregate = HexFormat.of().parseHex("78" + "0004" + "67420001" + "0003" + "68ce01" + "0002" + "6505");

        var pictures = assembler.add(Packets.of(0, 5, true, aggregate));

        assertThat(pictures).hasSize(1);
        assertThat(bytes(pictures.getFirst()))
                .isEqualTo(ByteBuffer.wrap(
                        HexFormat.of().parseHex("0000000167420001" + "0000000168ce01" + "000000016505")));
    }

    @Test
    void dropsAPictureThatIsTooLarge() {
        var small = PictureAssembler.of(VideoCodec.H264, 4_000, List.of());
        var pictures = new ArrayList<CodedPicture>();

        packets(keyframe(5_000), 0).forEach(packet -> pictures.addAll(small.add(packet)));

        assertThat(pictures).isEmpty();
        assertThat(small.dropped()).isEqualTo(1);
    }

    @Test
    void survivesGarbage() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            assembler.add(Packets.of(i, random.nextInt(5), random.nextBoolean(), payload));
        }
        assembler.gap();

        assertThat(take(packets(keyframe(10), 77)).getLast().keyframe()).isTrue();
    }

    private static byte[] array(RtpPacket packet) {
        byte[] payload = new byte[packet.payload().remaining()];
        packet.payload().get(payload);
        return payload;
    }
}
