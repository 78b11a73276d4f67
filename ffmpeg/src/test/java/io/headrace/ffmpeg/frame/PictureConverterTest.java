package io.headrace.ffmpeg.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRPF32LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import io.headrace.ffmpeg.Libav;
import io.headrace.ffmpeg.LibavException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureConverterTest {

    private final PictureConverter converter = new PictureConverter();
    private final FloatPlanes planes = new FloatPlanes();
    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void close() {
        converter.close();
        planes.close();
        arena.close();
    }

    /** libav writes whole vectors; planes without gaps must come out as those with room behind every line. */
    @ParameterizedTest
    @ValueSource(ints = {16, 18, 20, 22, 24, 26, 28, 30, 34, 36, 42, 50, 62, 66, 126, 322, 426, 638, 854, 1002})
    void fillsPlanesWithoutGapsAtAnyWidth(int width) throws Exception {
        int height = 18;
        var source = noise(width, height);
        var roomy = allocated(width, height, AV_PIX_FMT_GBRPF32LE);
        var tight = arena.allocate(FloatPlanes.bytes(width, height) + 256, 64).fill((byte) 0x55);

        converter.convert(source, roomy);
        converter.convert(source, planes.over(tight, width, height));

        for (int plane = 0; plane < 3; plane++) {
            int theirs = new int[] {2, 0, 1}[plane];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    assertThat(sample(tight, width, height, plane, x, y))
                            .as("plane %d at %d,%d", plane, x, y)
                            .isEqualTo(sample(roomy, theirs, x, y));
                }
            }
        }
        for (long behind = FloatPlanes.bytes(width, height); behind < tight.byteSize(); behind++) {
            assertThat(tight.get(ValueLayout.JAVA_BYTE, behind)).isEqualTo((byte) 0x55);
        }
        av_frame_free(source);
        av_frame_free(roomy);
    }

    @ParameterizedTest
    @CsvSource({
        AVCOL_SPC_BT709 + ", 63, 102, 240",
        AVCOL_SPC_SMPTE170M + ", 81, 90, 240",
    })
    void readsColoursByTheMatrixThatThePictureNames(int matrix, int y, int cb, int cr) throws Exception {
        var red = plain(64, 48, y, cb, cr);
        red.colorspace(matrix);
        red.color_range(AVCOL_RANGE_MPEG);
        var memory = arena.allocate(FloatPlanes.bytes(64, 48), 64);

        converter.convert(red, planes.over(memory, 64, 48));

        assertThat(sample(memory, 64, 48, 0, 30, 20)).isCloseTo(1f, within(0.02f));
        assertThat(sample(memory, 64, 48, 1, 30, 20)).isCloseTo(0f, within(0.02f));
        assertThat(sample(memory, 64, 48, 2, 30, 20)).isCloseTo(0f, within(0.02f));
        av_frame_free(red);
    }

    @Test
    void knowsFullRangeFromStudioRange() throws Exception {
        var memory = arena.allocate(FloatPlanes.bytes(64, 48), 64);
        var black = plain(64, 48, 16, 128, 128);

        black.color_range(AVCOL_RANGE_MPEG);
        converter.convert(black, planes.over(memory, 64, 48));
        assertThat(sample(memory, 64, 48, 1, 5, 5)).isCloseTo(0f, within(0.004f));

        black.color_range(AVCOL_RANGE_JPEG);
        converter.convert(black, planes.over(memory, 64, 48));
        assertThat(sample(memory, 64, 48, 1, 5, 5)).isCloseTo(16 / 255f, within(0.004f));
        av_frame_free(black);
    }

    @Test
    void bringsPlanesBackToWhatTheyWere() throws Exception {
        var source = plain(62, 46, 120, 90, 160);
        source.colorspace(AVCOL_SPC_BT709);
        var memory = arena.allocate(FloatPlanes.bytes(62, 46), 64);
        converter.convert(source, planes.over(memory, 62, 46));

        try (var yuv = new YuvPicture()) {
            var target = yuv.writable(62, 46, source);
            converter.convert(planes.over(memory, 62, 46), target);

            assertThat(target.data(0).get(10 * target.linesize(0) + 10) & 0xff).isCloseTo(120, within(1));
            assertThat(target.data(1).get(5 * target.linesize(1) + 5) & 0xff).isCloseTo(90, within(1));
            assertThat(target.data(2).get(5 * target.linesize(2) + 5) & 0xff).isCloseTo(160, within(1));
        }
        av_frame_free(source);
    }

    @Test
    void neverReadsASmallerPictureWithWhatWasMadeForALargerOne() throws Exception {
        var memory = arena.allocate(FloatPlanes.bytes(640, 480), 64);
        var large = plain(640, 480, 200, 128, 128);
        var small = plain(16, 16, 60, 128, 128);

        converter.convert(large, planes.over(memory, 640, 480));
        memory.fill((byte) 0);
        converter.convert(small, planes.over(memory, 16, 16));

        assertThat(sample(memory, 16, 16, 2, 15, 15)).isCloseTo((60 - 16) / 219f, within(0.01f));
        assertThat(memory.get(ValueLayout.JAVA_FLOAT, FloatPlanes.bytes(16, 16) + 1024))
                .isZero();
        av_frame_free(large);
        av_frame_free(small);
    }

    private static AVFrame noise(int width, int height) throws LibavException {
        var frame = plain(width, height, 0, 0, 0);
        var random = new Random(width);
        for (int plane = 0; plane < 3; plane++) {
            byte[] row = new byte[plane == 0 ? width : width / 2];
            for (int y = 0; y < (plane == 0 ? height : height / 2); y++) {
                random.nextBytes(row);
                frame.data(plane).position((long) y * frame.linesize(plane)).put(row, 0, row.length);
            }
        }
        return frame;
    }

    private static AVFrame plain(int width, int height, int y, int cb, int cr) throws LibavException {
        var frame = allocated(width, height, AV_PIX_FMT_YUV420P);
        fill(frame, 0, height, y);
        fill(frame, 1, height / 2, cb);
        fill(frame, 2, height / 2, cr);
        return frame;
    }

    private static void fill(AVFrame frame, int plane, int rows, int value) {
        byte[] bytes = new byte[rows * frame.linesize(plane)];
        Arrays.fill(bytes, (byte) value);
        frame.data(plane).put(bytes, 0, bytes.length);
    }

    private static AVFrame allocated(int width, int height, int format) throws LibavException {
        var frame = av_frame_alloc();
        frame.width(width);
        frame.height(height);
        frame.format(format);
        Libav.check(av_frame_get_buffer(frame, 0), "a frame");
        return frame;
    }

    private static float sample(MemorySegment memory, int width, int height, int plane, int x, int y) {
        return memory.getAtIndex(ValueLayout.JAVA_FLOAT, ((long) plane * height + y) * width + x);
    }

    private static float sample(AVFrame frame, int plane, int x, int y) {
        return Float.intBitsToFloat(frame.data(plane).getInt((long) y * frame.linesize(plane) + 4L * x));
    }
}
