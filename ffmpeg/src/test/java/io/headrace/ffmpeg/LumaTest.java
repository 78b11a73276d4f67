package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;

import io.headrace.media.RenditionSize;
import io.headrace.media.request.Comparison.Likeness;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LumaTest {

    @Test
    void aPictureIsIdenticalToItself() throws Exception {
        var grey = flat(64, 50, AV_PIX_FMT_YUV420P, 90);

        assertThat(grey.likeness(grey)).isEqualTo(new Likeness(0, Likeness.IDENTICAL, 1));
        assertThat(grey.mean()).isEqualTo(90);
    }

    @Test
    void tellsHowFarApartTwoFlatPicturesAre() throws Exception {
        var likeness = flat(70, 50, AV_PIX_FMT_YUV420P, 90).likeness(flat(70, 50, AV_PIX_FMT_YUV420P, 100));

        assertThat(likeness.distance()).isCloseTo(10, within(1e-9));
        assertThat(likeness.psnr()).isCloseTo(10 * Math.log10(255 * 255 / 100.0), within(1e-9));
        assertThat(flat(70, 50, AV_PIX_FMT_YUV420P, 90).roughError(flat(70, 50, AV_PIX_FMT_YUV420P, 100)))
                .isEqualTo(100);
    }

    @Test
    void picturesOfAFewPixelsAreCompared() throws Exception {
        var tiny = flat(2, 2, AV_PIX_FMT_YUV420P, 50);

        assertThat(tiny.likeness(flat(2, 2, AV_PIX_FMT_YUV420P, 52)).distance()).isEqualTo(2);
    }

    @Test
    void fullRangeIsBroughtToTheLimitedOne() throws Exception {
        assertThat(flat(64, 64, AV_PIX_FMT_YUVJ420P, 255).mean()).isCloseTo(235, within(1.0));
        assertThat(flat(64, 64, AV_PIX_FMT_YUVJ420P, 0).mean()).isCloseTo(16, within(1.0));
    }

    private static Luma flat(int width, int height, int format, int level) throws LibavException {
        try (var frames = new Frames(width, height, format);
                var scaler = new LumaScaler(SWS_BILINEAR)) {
            var frame = frames.free();
            byte[] row = new byte[frame.linesize(0)];
            Arrays.fill(row, (byte) level);
            for (int y = 0; y < height; y++) {
                frame.data(0).position((long) y * frame.linesize(0)).put(row, 0, width);
            }
            return scaler.scale(frame, new RenditionSize(width, height));
        }
    }
}
