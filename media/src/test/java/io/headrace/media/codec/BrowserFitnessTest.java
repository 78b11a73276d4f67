package io.headrace.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SampleUnits;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.BrowserFitness.Fit;
import io.headrace.media.codec.BrowserFitness.Unfit;
import io.headrace.media.codec.PictureCoding.Avc;
import io.headrace.media.codec.PictureCoding.Order;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sequence parameter sets by x264, 640x360. */
class BrowserFitnessTest {

    private static final String BASELINE = "6742c01ed900a02ff970110000030001000003003c0f162e48";
    private static final String MAIN = "674d401ed900a02ff970110000030001000003003c0f162e48";
    private static final String MAIN_WITH_B_FRAMES = "674d401eeca05017fcb80880000003008000001e078b16cb";
    /** As runners of the network make it. */
    private static final String HIGH = "6764001eacb405017fcb80880000030008000003" + "01e478b175";
    /** With aspect ratio, colours, place of chroma and buffers of the hypothetical decoder. */
    private static final String MAIN_TALKATIVE =
            "674d401ed900a02ff97016a0204054a000000300200000078c08001e848003d09498600f162e48";
    /** Profile {@code %s}, level 1; id 0, frame number 0, order 0, references 1; 1x1 macroblocks; no usability. */
    private static final String TACITURN = "67%s0a" + bits("1 1 1 1 010 0 1 1 1 1 0 0 1");

    @Test
    void whatIsShownAsItComesIsFit() {
        assertThat(of(BASELINE)).isEqualTo(new Avc(66, Order.AS_DECODED));
        assertThat(of(MAIN)).isEqualTo(new Avc(77, Order.AS_DECODED));
        assertThat(of(MAIN_TALKATIVE)).isEqualTo(new Avc(77, Order.AS_DECODED));
        assertThat(of(HIGH)).isEqualTo(new Avc(100, Order.AS_DECODED));

        for (int profile : new int[] {66, 77, 100}) {
            assertThat(BrowserFitness.of(new Avc(profile, Order.AS_DECODED), Set.of()))
                    .isEqualTo(new Fit());
        }
    }

    @Test
    void reorderingIsUnfit() {
        assertThat(of(MAIN_WITH_B_FRAMES)).isEqualTo(new Avc(77, Order.REORDERED));
        assertUnfit(BrowserFitness.of(new Avc(77, Order.REORDERED), Set.of(77)), "B-frames");
    }

    @Test
    void anUncommonProfileIsFitForWhoOffersIt() {
        var coding = new Avc(244, Order.AS_DECODED);

        assertThat(BrowserFitness.of(coding, Set.of(66, 244))).isEqualTo(new Fit());
        assertUnfit(BrowserFitness.of(coding, Set.of(66, 77)), "profile 244");
    }

    @Test
    void anOrderThatIsUnsaidIsFitUntilABFrameComes() {
        var unsaid = of(TACITURN.formatted("4d00"));
        assertThat(unsaid).isEqualTo(new Avc(77, Order.UNSAID));
        assertThat(BrowserFitness.of(unsaid, Set.of())).isEqualTo(new Fit());

        assertThat(unsaid.after(slice("1 00110"))).isEqualTo(unsaid);
        assertThat(unsaid.after(slice("1 010"))).isEqualTo(new Avc(77, Order.REORDERED));
        assertThat(unsaid.after(slice("00100 00111"))).isEqualTo(new Avc(77, Order.REORDERED));
    }

    @Test
    void anOrderThatIsSaidIsNotDoubted() {
        assertThat(of(MAIN).after(slice("1 010"))).isEqualTo(of(MAIN));
    }

    @Test
    void flagsAndTheTypeOfOrderSayItToo() {
        assertThat(of("674d000a" + bits("1 1 011 010 0 1 1 1 1 0 0 1"))).isEqualTo(new Avc(77, Order.AS_DECODED));
        assertThat(of(TACITURN.formatted("4d80"))).isEqualTo(new Avc(77, Order.AS_DECODED));
        assertThat(of(TACITURN.formatted("4d04"))).isEqualTo(new Avc(77, Order.AS_DECODED));
        assertThat(of(TACITURN.formatted("4d40"))).isEqualTo(new Avc(77, Order.UNSAID));
    }

    @Test
    void aKeyframeSaysItAnew() {
        var main = of(MAIN);

        assertThat(main.after(keyframe(MAIN_WITH_B_FRAMES))).isEqualTo(of(MAIN_WITH_B_FRAMES));
        assertThat(main.after(keyframe(""))).isEqualTo(main);
        assertThat(PictureCoding.of(keyframe(""))).isEmpty();
        assertThat(PictureCoding.of(keyframe(MAIN))).contains(main);
    }

    @Test
    void otherCodecsAndBrokenSetsAreUnfit() {
        var hevc = new Picture(VideoCodec.HEVC, MediaTime.ZERO, MediaTime.ZERO, true, MediaBytes.EMPTY);

        assertUnfit(BrowserFitness.of(PictureCoding.of(hevc).orElseThrow(), Set.of()), "HEVC");
        assertUnfit(BrowserFitness.of(of("6742"), Set.of()), "ends before");
    }

    @Test
    void noBytesAreAnError() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            byte[] set = SampleUnits.hex(random.nextBoolean() ? MAIN_TALKATIVE : HIGH);
            for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
                set[4 + random.nextInt(set.length - 4)] ^= (byte) (1 << random.nextInt(8));
            }
            var coding = PictureCoding.of(ByteBuffer.wrap(set, 0, 1 + random.nextInt(set.length)));
            byte[] slice = new byte[random.nextInt(8)];
            random.nextBytes(slice);
            var picture = new Picture(
                    VideoCodec.H264, MediaTime.ZERO, MediaTime.ZERO, random.nextBoolean(), MediaBytes.owning(slice));
            assertThat(BrowserFitness.of(coding.after(picture), Set.of())).isNotNull();
        }
    }

    private static PictureCoding of(String set) {
        return PictureCoding.of(ByteBuffer.wrap(SampleUnits.hex(set)));
    }

    private static Picture keyframe(String set) {
        return SampleUnits.picture(true, (set.isEmpty() ? "" : "00000001" + set) + "0000000165", 0, 0, 100);
    }

    /** A picture that is no keyframe, of one slice: where it begins, and its type. */
    private static Picture slice(String start) {
        return SampleUnits.picture(false, "0000000141" + bits(start), 0, 0, 20);
    }

    /** The bits as bytes in hex, filled up with zeros. */
    private static String bits(String text) {
        var digits = new StringBuilder(text.replace(" ", ""));
        digits.repeat("0", (8 - digits.length() % 8) % 8);
        var hex = new StringBuilder();
        for (int at = 0; at < digits.length(); at += 4) {
            hex.append(Integer.toHexString(Integer.parseInt(digits.substring(at, at + 4), 2)));
        }
        return hex.toString();
    }

    private static void assertUnfit(BrowserFitness fitness, String words) {
        assertThat(fitness)
                .isInstanceOfSatisfying(
                        Unfit.class, unfit -> assertThat(unfit.sentence()).contains(words));
    }
}
