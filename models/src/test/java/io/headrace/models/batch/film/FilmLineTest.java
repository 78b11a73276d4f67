package io.headrace.models.batch.film;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headrace.engine.PoolShape;
import io.headrace.engine.media.MediaChildren;
import io.headrace.ffmpeg.FfmpegChild;
import io.headrace.machine.NanoTicker;
import io.headrace.media.FrameRate;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRequest;
import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.form.Upload;
import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.TestPictures;
import io.headrace.models.batch.upscale.ProceduralPictures;
import io.headrace.pipeline.Progress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films of strangers, passed through as they are. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FilmLineTest {

    /** Changes nothing. */
    private static final class Same implements FilmWork {
        @Override
        public long pixelsMadeOf(long pixels) {
            return pixels;
        }

        @Override
        public int rateFactor() {
            return 1;
        }

        @Override
        public void see(Picture picture, long ticks, Outlet outlet) throws EngineException {
            outlet.show(picture, ticks);
        }
    }

    private static final FilmLimits LIMITS = new FilmLimits(200 * 200, 30, Duration.ofSeconds(3), 200L * 200 * 20);

    @TempDir
    private Path directory;

    private static List<Picture> scene(int count, int width, int height) {
        var whole = TestPictures.of(new ProceduralPictures(5).draw(256));
        var pictures = new ArrayList<Picture>();
        for (int i = 0; i < count; i++) {
            pictures.add(cut(whole, i, width, height));
        }
        return pictures;
    }

    private static Picture cut(Picture whole, int left, int width, int height) {
        var part = Picture.black(width, height);
        for (int y = 0; y < height; y++) {
            System.arraycopy(whole.samples(), 3 * (y * whole.width() + left), part.samples(), 3 * y * width, 3 * width);
        }
        return part;
    }

    private static byte[] passed(byte[] film) throws Exception {
        var made = new FilmLine(LIMITS).work(upload(film), new Same(), _ -> {});
        assertThat(made.mediaType()).isEqualTo("video/mp4");
        byte[] bytes = new byte[made.bytes().length()];
        made.bytes().asByteBuffer().get(bytes);
        return bytes;
    }

    private static Upload upload(byte[] film) {
        return new Upload("video", "video/mp4", ByteBuffer.wrap(film));
    }

    private static void refused(byte[] film, String why) {
        assertThatExceptionOfType(RequestRefused.class)
                .isThrownBy(() -> passed(film))
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "libx264, yuv420p, .mp4",
        "libx264, yuv420p, .mov",
        "libx264, yuv420p, .mkv",
        "libx264, yuv444p, .mp4",
        "libx264, yuv420p10le, .mp4",
        "libvpx, yuv420p, .webm",
        "libvpx-vp9, yuv420p, .webm",
        "libvpx-vp9, yuva420p, .webm",
        "libx265, yuv420p10le, .mp4"
    })
    void takesWhatFilmsAreMadeOfAndAnswersWhatEverythingPlays(String encoder, String layout, String ending)
            throws Exception {
        var source = scene(8, 128, 96);

        var seen = Seen.of(passed(TestFilm.USUAL.with(encoder, layout, ending).of(source)));

        assertThat(seen.pictures()).hasSize(8);
        assertThat(seen.size()).isEqualTo("128x96");
        for (int i = 0; i < 8; i++) {
            assertThat(TestPictures.psnr(seen.pictures().get(i), source.get(i))).isGreaterThan(25);
        }
    }

    @Test
    void keepsTimesThatAreNotEvenlySpaced() throws Exception {
        long[] times = {0, 3_000, 9_000, 10_000, 50_000, 53_000};

        var seen = Seen.of(passed(TestFilm.USUAL.at(n -> times[(int) n]).of(scene(6, 64, 64))));

        assertThat(seen.times()).containsExactly(0L, 3_000L, 9_000L, 10_000L, 50_000L, 53_000L);
    }

    @Test
    void saysAfterEachPictureHowFarItIs() throws Exception {
        var told = new ArrayList<Progress>();

        new FilmLine(LIMITS).work(upload(TestFilm.USUAL.of(scene(3, 64, 64))), new Same(), told::add);

        assertThat(told).containsExactly(Progress.of(1, 3), Progress.of(2, 3), Progress.of(3, 3));
    }

    @Test
    void doesNotSayWhatIsExpectedWhereItsHeadDoesNot() throws Exception {
        var told = new ArrayList<Progress>();
        var film = TestFilm.USUAL.with("libx264", "yuv420p", ".mkv").of(scene(3, 64, 64));

        new FilmLine(LIMITS).work(upload(film), new Same(), told::add);

        assertThat(told).containsExactly(Progress.of(1, 0), Progress.of(2, 0), Progress.of(3, 0));
    }

    @Test
    void cutsOddSidesToEvenOnes() throws Exception {
        var film = TestFilm.USUAL.with("libx264", "yuv444p", ".mp4").of(scene(3, 65, 49));

        assertThat(Seen.of(passed(film)).size()).isEqualTo("64x48");
    }

    @Test
    void keepsSoundAndOrderOfAFilmWithReorderedPictures() throws Exception {
        var clip = directory.resolve("clip.mp4");
        var command = FfmpegChild.command(
                System.getProperty("java.class.path"),
                Path.of(System.getProperty("org.bytedeco.javacpp.cachedir")),
                1024);
        try (var media =
                MediaChildren.open(command, PoolShape.of(1).withoutSpare(), MediaLimits.DEFAULT, NanoTicker.system())) {
            var shape = new ClipShape(128, 96, FrameRate.of(10), Duration.ofSeconds(2), true, 2, 10);
            media.ask(new MediaRequest.MakeClip(clip, shape), Duration.ofSeconds(60));
        }
        byte[] source = Files.readAllBytes(clip);

        byte[] made = passed(source);

        var before = Seen.of(source);
        var after = Seen.of(made);
        assertThat(after.hasSound()).isTrue();
        assertThat(after.times()).isEqualTo(before.times());
        assertThat(Sound.packets(made)).isEqualTo(Sound.packets(source)).hasSizeGreaterThan(50);
    }

    @Test
    void refusesMoreThanIsTaken() throws Exception {
        refused(TestFilm.USUAL.of(scene(2, 240, 240)), "240x240 is larger than the limit of 40000 pixels");
        refused(TestFilm.USUAL.of(scene(31, 32, 32)), "more than 30 pictures");
        refused(TestFilm.USUAL.of(scene(21, 200, 200)), "at most 800000 pixels are made");
        refused(TestFilm.USUAL.at(n -> n * 100_000).of(scene(5, 32, 32)), "the limit is 3 s");
        refused(TestFilm.USUAL.with("libx264", "yuv420p", ".mkv").of(scene(31, 32, 32)), "more than 30 pictures");
    }

    @Test
    void refusesWhatIsNoFilm() throws Exception {
        byte[] noise = new byte[5_000];
        new Random(1).nextBytes(noise);
        byte[] film = TestFilm.USUAL.of(scene(4, 64, 64));

        refused(noise, "There is no video to be read");
        refused(Arrays.copyOf(film, 40), "There is no video to be read");
        refused(Sound.alone(), "no video stream");
        refused(
                TestFilm.USUAL.with("mjpeg", "yuvj420p", ".mov").of(scene(2, 64, 64)),
                "H.264, HEVC, VP8 and VP9 are taken");
    }

    @Test
    void refusesAFilmWhoseHeadLiesAboutItsSize() throws Exception {
        byte[] film = TestFilm.USUAL.of(scene(4, 128, 64));
        int entry = text(film).lastIndexOf("avc1");
        // The sample entry: 24 bytes of other things behind its name, then width and height.
        film[entry + 29] = 16;

        refused(film, "a picture of 128x64 is in it, and the file says that all have 16x64");
    }

    @Test
    void leavesOutWhatCannotBeDecoded() throws Exception {
        byte[] film = TestFilm.USUAL.with("libx264", "yuv420p", ".mkv").of(scene(10, 64, 64));
        Arrays.fill(film, film.length / 2, film.length, (byte) 0x55);

        assertThat(Seen.of(passed(film)).pictures().size()).isBetween(1, 9);
    }

    @Test
    void refusesAFilmNoPictureOfWhichCanBeDecoded() throws Exception {
        byte[] film = TestFilm.USUAL.of(scene(3, 64, 64));
        int data = text(film).indexOf("mdat");
        Arrays.fill(film, data + 4, text(film).indexOf("moov") - 4, (byte) 0);

        refused(film, "without a picture that can be decoded");
    }

    private static String text(byte[] film) {
        return new String(film, ISO_8859_1);
    }
}
