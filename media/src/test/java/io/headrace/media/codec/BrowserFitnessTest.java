package io.headrace.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SampleUnits;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.BrowserFitness.Fit;
import io.headrace.media.codec.BrowserFitness.Unfit;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sequence parameter sets by x264, 640x360. */
class BrowserFitnessTest {

    private static final String BASELINE = "6742c01ed900a02ff970110000030001000003003c0f162e48";
    private static final String MAIN = "674d401ed900a02ff970110000030001000003003c0f162e48";
    private static final String MAIN_WITH_B_FRAMES = "674d401eeca05017fcb80880000003008000001e078b16cb";
    private static final String HIGH = "6764001eacb201405ff2e022000003000200000300781e2c5c90";
    /** With aspect ratio, colours, place of chroma and buffers of the hypothetical decoder. */
    private static final String MAIN_TALKATIVE =
            "674d401ed900a02ff97016a0204054a000000300200000078c08001e848003d09498600f162e48";

    @Test
    void baselineIsFit() {
        assertThat(of(BASELINE)).isEqualTo(new Fit());
    }

    @Test
    void mainWithoutReorderingIsFit() {
        assertThat(of(MAIN)).isEqualTo(new Fit());
        assertThat(of(MAIN_TALKATIVE)).isEqualTo(new Fit());
    }

    @Test
    void reorderingIsUnfit() {
        assertUnfit(of(MAIN_WITH_B_FRAMES), "up to 2");
    }

    @Test
    void highIsUnfit() {
        assertUnfit(of(HIGH), "100 (High)");
    }

    @Test
    void mainThatLeavesTheOrderUnsaidIsUnfitUnlessItsTypeSaysIt() {
        // profile 77, level 1; id 0, frame number 0, type, references 1; 1x1 macroblocks, frames only, no cropping, no
        // usability
        assertUnfit(of("674d000a" + bits("1 1 1 1 010 0 1 1 1 1 0 0 1")), "does not say");
        assertThat(of("674d000a" + bits("1 1 011 010 0 1 1 1 1 0 0 1"))).isEqualTo(new Fit());
    }

    @Test
    void otherCodecsAndBareKeyframesAreUnfit() {
        var hevc = new Picture(VideoCodec.HEVC, MediaTime.ZERO, MediaTime.ZERO, true, MediaBytes.EMPTY);

        assertUnfit(BrowserFitness.of(hevc), "HEVC");
        assertUnfit(BrowserFitness.of(SampleUnits.picture(true, "0000000165", 0, 0, 100)), "without");
        assertUnfit(BrowserFitness.of(SampleUnits.keyframe(0, 0, 300)), "High");
        assertUnfit(of("6742"), "ends before");
    }

    @Test
    void noBytesAreAnError() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            byte[] set = SampleUnits.hex(random.nextBoolean() ? MAIN_TALKATIVE : HIGH);
            for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
                set[4 + random.nextInt(set.length - 4)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(BrowserFitness.of(ByteBuffer.wrap(set, 0, 1 + random.nextInt(set.length))))
                    .isNotNull();
        }
    }

    private static BrowserFitness of(String set) {
        return BrowserFitness.of(ByteBuffer.wrap(SampleUnits.hex(set)));
    }

    /** The bits as bytes in hex, filled up with zeros behind the stop bit. */
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
