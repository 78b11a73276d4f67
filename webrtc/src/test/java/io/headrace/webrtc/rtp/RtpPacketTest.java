package io.headrace.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpPacketTest {

    @Test
    void carriesWhenItLeft() {
        var packet = new RtpPacket(102, true, 7, 8, 9, ByteBuffer.wrap(new byte[] {1, 2, 3}), OptionalInt.empty());

        // 64 s are no time at all in six bits of seconds; half a second is half of 18 bits
        byte[] stamped = packet.stamped(3, 64_500_000_000L, 5);

        assertThat(stamped).hasSize(packet.length() + RtpPacket.STAMP + 5);
        assertThat(ByteBuffer.wrap(stamped).getInt(12)).isEqualTo(0xBEDE_0001);
        assertThat(ByteBuffer.wrap(stamped).getInt(16)).isEqualTo(0x3202_0000);
        assertThat(RtpPacket.parse(stamped, stamped.length - 5, 0)).contains(packet);
    }

    @Test
    void isTheSameAfterARepair() {
        var packet = new RtpPacket(102, true, 65_535, 8, 9, ByteBuffer.wrap(new byte[] {1, 2, 3}), OptionalInt.empty());

        var repair = packet.repair(103, 4, 10);

        assertThat(repair.payloadType()).isEqualTo(103);
        assertThat(repair.sequence()).isEqualTo(4);
        assertThat(repair.ssrc()).isEqualTo(10);
        assertThat(repair.original(102, 9)).contains(packet);
    }

    /** One contributing source; extension 3 with the number 0x1234 behind one of another id and a byte of filling. */
    private static final byte[] PACKET = HexFormat.of()
            .parseHex("b1e0fffe00001388" + "01020304" + "0000000a" + "bede0002" + "5001003112340000" + "aabbcc"
                    + "000003");

    @Test
    void readsWhatABrowserSends() {
        var packet = RtpPacket.parse(PACKET, PACKET.length, 3).orElseThrow();

        assertThat(packet.payloadType()).isEqualTo(96);
        assertThat(packet.marker()).isTrue();
        assertThat(packet.sequence()).isEqualTo(0xfffe);
        assertThat(packet.timestamp()).isEqualTo(5000);
        assertThat(packet.ssrc()).isEqualTo(Packets.SSRC);
        assertThat(packet.transportNumber()).hasValue(0x1234);
        assertThat(bytes(packet.payload())).isEqualTo(HexFormat.of().parseHex("aabbcc"));
        assertThat(RtpPacket.parse(PACKET, PACKET.length, 4).orElseThrow().transportNumber())
                .isEmpty();
    }

    @Test
    void refusesWhatIsDamaged() {
        var random = new Random(1);
        for (int length = 0; length < 12; length++) {
            assertThat(RtpPacket.parse(PACKET, length, 3)).isEmpty();
        }
        for (int i = 0; i < 10_000; i++) {
            byte[] garbage = new byte[random.nextInt(60)];
            random.nextBytes(garbage);
            var packet = RtpPacket.parse(garbage, garbage.length, 1 + random.nextInt(14));
            packet.ifPresent(each -> assertThat(each.length()).isLessThanOrEqualTo(garbage.length));
        }
    }

    @Test
    void givesBackWhatWasSentAgain() {
        var again = Packets.of(7, 90, true, new byte[] {(byte) 0xff, (byte) 0xfe, 5, 6});

        var original = again.original(102, 99).orElseThrow();

        assertThat(original.sequence()).isEqualTo(0xfffe);
        assertThat(original.payloadType()).isEqualTo(102);
        assertThat(original.ssrc()).isEqualTo(99);
        assertThat(bytes(original.payload())).containsExactly(5, 6);
        assertThat(Packets.of(7, 90, true, new byte[] {1}).original(102, 99))
                .as("a probe")
                .isEmpty();
    }

    @Test
    void readsWhatItWrites() {
        var packet = Packets.of(65_535, -1, true, new byte[] {1, 2, 3});

        byte[] bytes = packet.bytes(20);

        assertThat(bytes).hasSize(packet.length() + 20);
        assertThat(RtpPacket.parse(bytes, packet.length(), 0)).contains(packet);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
