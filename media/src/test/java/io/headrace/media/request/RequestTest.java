package io.headrace.media.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.FrameRate;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTest {

    @Test
    void theUsualLimitLetsUltraHighDefinitionPassEitherWay() {
        assertThat(MediaLimits.DEFAULT.allows(3840, 2160)).isTrue();
        assertThat(MediaLimits.DEFAULT.allows(2160, 3840)).isTrue();
        assertThat(MediaLimits.DEFAULT.allows(7680, 4320)).isFalse();
        assertThat(MediaLimits.DEFAULT.allows(0, 100)).isFalse();
    }

    @Test
    void refusesLimitsThatAreNone() {
        assertThatThrownBy(() -> new MediaLimits(0, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToJoinNothingAndToSplitByNothing() {
        assertThatThrownBy(() -> new MediaRequest.Join(List.of(), Path.of("x.mp4")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MediaRequest.Split(Path.of("x"), Path.of("y"), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToCompareAtAPhaseThatIsNone() {
        for (double phase : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> new MediaRequest.Compare(
                            MediaBytes.EMPTY, MediaBytes.EMPTY, Profile.h264(640, 360, 1), Preset.ULTRAFAST, phase))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesClipsThatCannotBe() {
        assertThatThrownBy(() -> ClipShape.of(321, 180, 30, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClipShape.of(320, 180, 0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ClipShape.of(320, 180, 30, Duration.ofMillis(1)).frames()).isEqualTo(1);
    }

    @Test
    void aTurnedPictureIsPortrait() {
        var turned = new MediaStream.Video("h264", 1920, 1080, FrameRate.PASSTHROUGH, "yuv420p", 90, "");

        assertThat(turned.portrait()).isTrue();
    }

    @Test
    void everyRefusalHasASentenceAndATextThatPeersKnow() {
        var refusals = List.of(
                new MediaRefusal.InvalidVideo("x"),
                new MediaRefusal.NoKeyframes(3),
                new MediaRefusal.UnsupportedCodec("vp9"),
                new MediaRefusal.UnsupportedPixelFormat("gray"),
                new MediaRefusal.TooManyPixels(1, 2, 1),
                new MediaRefusal.TooLong(Duration.ofSeconds(2), Duration.ofSeconds(1)),
                new MediaRefusal.TooManyStreams(2, 1),
                new MediaRefusal.TooManyPackets(1),
                new MediaRefusal.KeyframesTooFarApart(Duration.ofSeconds(60)),
                new MediaRefusal.EncoderMissing("VP9"),
                new MediaRefusal.FramesRunaway(9));

        assertThat(refusals).allSatisfy(refusal -> {
            assertThat(refusal.sentence()).isNotEmpty().doesNotContain("null");
            assertThat(refusal.networkText()).isNotEmpty();
        });
        assertThat(new MediaRefusal.NoKeyframes(3).networkText()).isEqualTo("No keyframes in input");
    }
}
