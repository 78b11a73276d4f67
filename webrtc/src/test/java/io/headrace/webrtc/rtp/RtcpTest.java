package io.headrace.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.webrtc.rtp.Rtcp.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpTest {

    @Test
    void readsWhatAViewersWayCarries() {
        var compound = ByteBuffer.allocate(24);
        compound.put((byte) 0x8f).put((byte) 206).putShort((short) 5).putInt(1).putInt(0);
        compound.putInt(0x5245_4d42)
                .put((byte) 1)
                .put((byte) (4 << 2 | 1))
                .putShort((short) 2)
                .putInt(9);

        assertThat(Rtcp.parse(compound.flip())).containsExactly(new Rtcp.Message.Bandwidth(0x1_0002L << 4));
        assertThat(Rtcp.parse(compound.put(17, (byte) 0xff).rewind()))
                .containsExactly(new Rtcp.Message.Bandwidth(Long.MAX_VALUE));
        assertThat(Rtcp.parse(compound.put(12, (byte) 'X').rewind())).isEmpty();
    }

    private static final HexFormat HEX = HexFormat.of();

    private static List<Message> read(RtcpCompound compound) {
        return Rtcp.parse(ByteBuffer.wrap(compound.bytes(20), 0, compound.length()));
    }

    @Test
    void readsWhatItWrites() {
        var compound = RtcpCompound.receiving(
                        1, List.of(new RtcpCompound.Reception(2, 64, 300, 70_000, 12, 0x0a0b_0c0d, 65_536)))
                .keyframeWanted(2)
                .missing(2, List.of(10, 11, 26, 27, 65_535, 0));

        assertThat(read(compound))
                .containsExactly(
                        new Message.ReceptionReport(2, 64, 12),
                        new Message.KeyframeWanted(2),
                        new Message.Missing(2, List.of(10, 11, 26, 27, 65_535, 0)));
    }

    @Test
    void tellsWhatASendersClockShows() {
        var compound = RtcpCompound.sending(7, 0x1122_3344_5566_7788L, 90_000, 5, 600);

        assertThat(read(compound)).containsExactly(new Message.SenderReport(7, 0x3344_5566, 90_000));
    }

    /** RFC 5104 section 4.3.1, in a compound whose end is cut off. */
    @Test
    void understandsAnOlderWishForAKeyframe() {
        byte[] compound = HEX.parseHex(
                "80c9000100000001" + "84ce0004" + "00000001" + "00000000" + "00000007" + "05000000" + "81cd");

        assertThat(Rtcp.parse(ByteBuffer.wrap(compound))).containsExactly(new Message.KeyframeWanted(7));
    }

    @Test
    void asksForNoMoreThanFits() {
        var all = new ArrayList<Integer>();
        for (int number = 0; number < 60_000; number += 20) {
            all.add(number);
        }

        var compound = RtcpCompound.receiving(1, List.of()).missing(2, all);

        assertThat(compound.length()).isLessThanOrEqualTo(1_180);
        assertThat(read(compound))
                .singleElement()
                .isInstanceOfSatisfying(
                        Message.Missing.class,
                        missing -> assertThat(missing.sequences())
                                .hasSizeGreaterThan(250)
                                .startsWith(0, 20, 40));
    }

    @Test
    void survivesGarbage() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[random.nextInt(80)];
            random.nextBytes(garbage);
            if (garbage.length > 3) {
                garbage[0] = (byte) (0x80 | (garbage[0] & 0x3f));
                garbage[1] = (byte) (200 + random.nextInt(8));
                garbage[2] = 0;
            }
            assertThat(Rtcp.parse(ByteBuffer.wrap(garbage))).hasSizeLessThan(64);
        }
    }

    /** A byte of the draft for each part: base 5, 4 packets, reference 4 × 64 ms, then steps of 250 µs. */
    @Test
    void reportsWhenPacketsArrived() {
        var collector = new ArrivalReport.Collector();
        long start = 256_000_000;
        collector.add(5, start + 1_000_000);
        collector.add(8, start + 101_000_000);
        collector.add(6, start + 2_000_000);

        byte[] body = collector.report().orElseThrow().bytes();

        // small, small, missing, large: 01 01 00 10, and three that are none
        assertThat(HEX.formatHex(body))
                .isEqualTo("00050004" + "000004" + "00" + "d480" + "04" + "04" + "018c" + "0000");
        assertThat(collector.report()).isEmpty();
        collector.add(7, start + 103_000_000);
        assertThat(collector.report()).as("told before to be missing").isEmpty();
    }

    @Test
    void reportsAtMostAsMuchAsFits() {
        var collector = new ArrivalReport.Collector();
        for (int number = 0; number < 5_000; number++) {
            collector.add(number & 0xffff, number * 100_000_000L);
        }

        assertThat(collector.report().orElseThrow().bytes().length).isLessThan(900);
    }
}
