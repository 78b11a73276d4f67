package io.headrace.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SampleUnits;
import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyframeCompletionTest {

    private static final String SPS =
            SampleUnits.SETS_160X90.substring(0, SampleUnits.SETS_160X90.indexOf("0000000168"));
    private static final String PPS = SampleUnits.SETS_160X90.substring(SPS.length());
    private static final String DELIMITER = "0000000109f0";
    private static final String SLICE = "00000165ff";

    private final KeyframeCompletion completion = new KeyframeCompletion();

    @Test
    void aKeyframeThatHasItsSetsIsLeftAsItIs() {
        var picture = SampleUnits.keyframe(0, 0, 300);

        assertThat(completion.complete(picture)).isSameAs(picture);
        assertThat(completion.complete(picture)).isSameAs(picture);
    }

    @Test
    void aKeyframeWithoutGetsTheLastSeenBehindItsDelimiter() {
        completion.complete(SampleUnits.keyframe(SampleUnits.SETS_640X360, 0, 0, 300));
        completion.complete(SampleUnits.keyframe(0, 0, 300));

        assertThat(completed(DELIMITER + SLICE)).isEqualTo(DELIMITER + SPS + PPS + "00" + SLICE);
        assertThat(completed(SLICE)).isEqualTo(SPS + PPS + "00" + SLICE);
    }

    @Test
    void otherPicturesAreLeftAsTheyAreAndLearntFrom() {
        var sets = h264(false, SPS + PPS);
        var between = h264(false, "0000000141ff");

        assertThat(completion.complete(sets)).isSameAs(sets);
        assertThat(completion.complete(between)).isSameAs(between);
        assertThat(completed(SLICE)).isEqualTo(SPS + PPS + "00" + SLICE);
    }

    @Test
    void aKeyframeWithOneKindOfSetGetsTheOtherBehindIt() {
        completion.complete(h264(false, PPS));

        assertThat(completed(SPS + SLICE)).startsWith(SPS + PPS);
    }

    @Test
    void setsFromBesideTheStreamCount() {
        completion.remember(VideoCodec.H264, List.of(unit(SPS), unit(PPS), unit(DELIMITER), ByteBuffer.allocate(0)));

        assertThat(completed(SLICE)).isEqualTo(SPS + PPS + "00" + SLICE);
    }

    @Test
    void hevcHasThreeKindsInTheOrderOfNeed() {
        String video = "0000000140010c";
        String sequence = "000000014201aa";
        String picture = "000000014401bb";
        completion.complete(hevc(false, picture + sequence + video));

        var keyframe = completion.complete(hevc(true, "000000012601ff"));

        assertThat(hex(keyframe)).isEqualTo(video + sequence + picture + "000000012601ff");
    }

    @Test
    void setsOfAnotherCodecAreForgotten() {
        completion.complete(SampleUnits.keyframe(0, 0, 300));
        var bare = hevc(true, "000000012601ff");

        assertThat(completion.complete(bare)).isSameAs(bare);
        assertThat(completed(SLICE)).isEqualTo(SLICE);
    }

    @Test
    void aSetTooLongToBeOneIsNotKept() {
        completion.complete(SampleUnits.picture(false, "0000000167", 0, 0, 100_000));

        assertThat(completed(SLICE)).isEqualTo(SLICE);
    }

    private String completed(String keyframe) {
        return hex(completion.complete(h264(true, keyframe)));
    }

    private static String hex(Picture picture) {
        return HexFormat.of().formatHex(SampleUnits.array(picture.bytes()));
    }

    private static ByteBuffer unit(String annexB) {
        return ByteBuffer.wrap(SampleUnits.hex(annexB.substring(8)));
    }

    private static Picture h264(boolean keyframe, String hex) {
        return picture(VideoCodec.H264, keyframe, hex);
    }

    private static Picture hevc(boolean keyframe, String hex) {
        return picture(VideoCodec.HEVC, keyframe, hex);
    }

    private static Picture picture(VideoCodec codec, boolean keyframe, String hex) {
        return new Picture(codec, MediaTime.ZERO, MediaTime.ZERO, keyframe, MediaBytes.owning(SampleUnits.hex(hex)));
    }
}
