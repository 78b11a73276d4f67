package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headrace.media.FrameRate;
import io.headrace.media.MediaBytes;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Films of pictures that are files. */
class FrameFilmTest {

    private static final MediaLimits SMALL =
            new MediaLimits(200 * 200, Duration.ofMinutes(1), Duration.ofMinutes(1), 4, 1_000);

    @TempDir
    private Path directory;

    private Path still(String name, String format, int width, int height, Color colour) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setColor(colour);
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        var file = directory.resolve(name);
        assertThat(ImageIO.write(picture, format, file.toFile())).isTrue();
        return file;
    }

    private MediaReply.FilmMade film(List<Path> frames, FrameRate rate) throws Exception {
        return FrameFilm.make(
                new MediaRequest.EncodeFrames(frames, rate, directory.resolve("film.mp4")), MediaLimits.DEFAULT);
    }

    private List<Path> redThenBlue(int count, int width, int height) throws IOException {
        var frames = new ArrayList<Path>();
        for (int i = 0; i < count; i++) {
            frames.add(still(i + ".png", "png", width, height, i < count / 2 ? Color.RED : Color.BLUE));
        }
        return frames;
    }

    @Test
    void showsEachPictureForAsLongAsTheOthers() throws Exception {
        var made = film(redThenBlue(14, 128, 72), FrameRate.of(7));

        assertThat(made.frames()).isEqualTo(14);
        var film = Prober.probe(made.file(), MediaLimits.DEFAULT);
        assertThat(film.duration()).isEqualTo(Duration.ofSeconds(2));
        var times = new ArrayList<Long>();
        try (var reader = PictureReader.open(MediaBytes.read(made.file()), MediaLimits.DEFAULT)) {
            assertThat(reader.frameRate()).isEqualTo(FrameRate.of(7));
            reader.read(frame -> times.add(frame.pts()));
        }
        assertThat(times).hasSize(14).startsWith(0L, 12_857L, 25_714L).endsWith(167_143L);
    }

    @Test
    void isH264ThatEverythingPlays() throws Exception {
        var video = Prober.probe(film(redThenBlue(2, 128, 72), FrameRate.of(6)).file(), MediaLimits.DEFAULT)
                .video()
                .orElseThrow();

        assertThat(video.codec()).isEqualTo("h264");
        assertThat(video.pixelFormat()).isEqualTo("yuv420p");
        assertThat(video.width()).isEqualTo(128);
        assertThat(video.height()).isEqualTo(72);
        assertThat(video.codecTag()).startsWith("avc1.4d");
    }

    @Test
    void keepsColoursAndTheirOrder() throws Exception {
        var made = film(redThenBlue(8, 128, 72), FrameRate.of(8));

        var redness = new ArrayList<Integer>();
        try (var reader = PictureReader.open(MediaBytes.read(made.file()), MediaLimits.DEFAULT)) {
            reader.read(frame -> redness.add(frame.data(2).get(0) & 0xff));
        }
        // Of 8-bit 4:2:0 by BT.601: red has a V of 240, blue one of 110.
        assertThat(redness.subList(0, 4)).allMatch(v -> Math.abs(v - 240) <= 3);
        assertThat(redness.subList(4, 8)).allMatch(v -> Math.abs(v - 110) <= 3);
    }

    @Test
    void hasItsIndexAtTheBeginning() throws Exception {
        var made = film(redThenBlue(2, 64, 64), FrameRate.of(6));

        var text = new String(Files.readAllBytes(made.file()), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(text.indexOf("moov")).isPositive().isLessThan(text.indexOf("mdat"));
    }

    @Test
    void takesJpegAndCutsOddSides() throws Exception {
        var made = film(List.of(still("0.jpg", "jpg", 65, 47, Color.GREEN)), FrameRate.of(1));

        assertThat(made.width()).isEqualTo(64);
        assertThat(made.height()).isEqualTo(46);
    }

    @Test
    void refusesWhatIsNoFilm() throws Exception {
        var good = still("good.png", "png", 64, 64, Color.RED);
        var other = still("other.png", "png", 64, 32, Color.RED);
        var tiny = still("tiny.png", "png", 8, 64, Color.RED);
        var text = Files.writeString(directory.resolve("text"), "this is no picture");
        var cut = directory.resolve("cut.png");
        byte[] whole = Files.readAllBytes(still("whole.png", "png", 64, 64, Color.RED));
        Files.write(cut, java.util.Arrays.copyOf(whole, 40));

        refused(List.of(good, other), "picture 1 has 64x32, the first one 64x64");
        refused(List.of(tiny), "too small");
        refused(List.of(good, text), "no PNG or JPEG");
        refused(List.of(cut), "damaged");
    }

    private void refused(List<Path> frames, String why) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> film(frames, FrameRate.of(5)))
                .withMessageContaining(why);
    }

    @Test
    void decodesNoPictureOfMorePixelsThanAreTaken() throws Exception {
        var large = still("large.png", "png", 400, 400, Color.RED);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> FrameFilm.make(
                        new MediaRequest.EncodeFrames(List.of(large), FrameRate.of(5), directory.resolve("film.mp4")),
                        SMALL))
                .withMessageContaining("more than 40000 pixels");
    }
}
