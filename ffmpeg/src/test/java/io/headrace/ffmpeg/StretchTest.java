package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.MediaTime;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.Measurement;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StretchTest {

    private static final RenditionSize HD = new RenditionSize(1280, 720);

    @Test
    void aUsualSegmentIsLookedAtFromEndToEnd() {
        var stretch = Stretch.of(source(60, 177_000), HD, 0.5);

        assertThat(stretch.from()).isZero();
        assertThat(stretch.end()).isEqualTo(177_000);
        assertThat(stretch.samples()).isEqualTo(12);
        assertThat(stretch.time(0)).isEqualTo(177_000 / 24);
        assertThat(stretch.time(11)).isLessThan(177_000);
    }

    @Test
    void ofALongOneAPartBegunByThePhase() {
        var early = Stretch.of(source(2_400, 7_200_000), HD, 0);
        var late = Stretch.of(source(2_400, 7_200_000), HD, 0.999);

        assertThat(early.from()).isZero();
        assertThat(early.length()).isEqualTo(720_000);
        assertThat(late.end()).isBetween(7_190_000L, 7_200_000L);
    }

    @Test
    void largePicturesAreFewer() {
        assertThat(Stretch.of(source(60, 177_000), new RenditionSize(3840, 2160), 0)
                        .samples())
                .isEqualTo(6);
        assertThat(Stretch.of(source(60, 177_000), new RenditionSize(8192, 8192), 0)
                        .samples())
                .isEqualTo(3);
    }

    @Test
    void aSinglePictureIsWantedAtOnce() {
        var stretch = Stretch.of(source(1, 0), HD, 0.9);

        assertThat(stretch.time(0)).isZero();
    }

    private static Measurement source(long frames, long span) {
        return new Measurement(
                "h264",
                1280,
                720,
                frames,
                1,
                true,
                true,
                new MediaTime(500),
                new MediaTime(500 + span),
                "avc1",
                1,
                Optional.empty());
    }
}
