package io.headrace.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.MediaBytes;
import io.headrace.media.SampleUnits;
import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets written by x264 and x265, with the sizes and tags that ffprobe gives for their streams. */
class SequenceFormatTest {

    private static final String HEVC_642X362 =
            "42010101600000030090000003000003003fa005120171c9265959a4932bc05a020000030002000003003c10";

    @ParameterizedTest
    @CsvSource({
        "H264, 6764000aacd9428df930110000030001000003001e0f122596, 160, 90, avc1.64000a",
        "H264, 6764001eacd940a02ff970110000030001000003003c0f162d96, 640, 360, avc1.64001e",
        "H264, 674d4028f403c0227ef011000003000100000300321f162ea0, 1920, 1080, avc1.4d4028",
        "H264, 67f4000d919681519e3e2f011000000300100000030320f142aa, 322, 182, avc1.f4000d",
        "HEVC, " + HEVC_642X362 + ", 642, 362, hvc1.1.6.L63.90"
    })
    void readsSizeAndTag(VideoCodec codec, String unit, int width, int height, String tag) {
        assertThat(parse(codec, SampleUnits.hex(unit))).isEqualTo(new SequenceFormat.Parsed(codec, width, height, tag));
    }

    @Test
    void saysWhyASetThatEndsEarlyCannotBeRead() {
        byte[] whole = SampleUnits.hex(HEVC_642X362);

        assertThat(parse(VideoCodec.HEVC, Arrays.copyOf(whole, 20)))
                .isEqualTo(new SequenceFormat.Unreadable(
                        "The HEVC sequence parameter set ends before it says the size of its pictures."));
    }

    @Test
    void refusesSizesThatNoPictureHas() {
        // Baseline, level 3.0; then ue 0, 0, 0, 0, 0, gaps 0, width ue 4094 macroblocks less one, height ue 0.
        byte[] wide = SampleUnits.hex("6742001ef8001ffe0000000000ff");

        assertThat(parse(VideoCodec.H264, wide)).isInstanceOf(SequenceFormat.Unreadable.class);
    }

    @Test
    void answersToNoise() {
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            VideoCodec codec = round % 2 == 0 ? VideoCodec.H264 : VideoCodec.HEVC;

            assertThat(parse(codec, noise)).isNotNull();
            assertThat(ParameterSets.inFront(codec, MediaBytes.owning(noise))).isNotNull();
        }
    }

    private static SequenceFormat parse(VideoCodec codec, byte[] unit) {
        return SequenceFormat.parse(codec, ByteBuffer.wrap(unit));
    }
}
