package io.headrace.wire.batch.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Films by other programs: five pictures of 64x48 in half a second, some with sound. */
class FilmHeaderTest {

    private static byte[] file(String name) throws IOException {
        try (var file = FilmHeaderTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        }
    }

    private static Optional<FileContent.Film> read(byte[] bytes) throws IOException {
        return FilmHeader.read(new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "index-first.mp4, 500",
        "index-last.mov, 500",
        "fragmented.mp4, 0",
        "film.mkv, 628",
        "film.webm, 500",
        "live.webm, 0"
    })
    void findsSizeAndNumberOfPictures(String name, long millis) throws IOException {
        var film = read(file(name)).orElseThrow();

        assertThat(film.size()).isEqualTo(new PictureSize(64, 48));
        assertThat(film.frames()).isEqualTo(5);
        assertThat(film.duration().minusMillis(millis).abs()).isLessThan(Duration.ofMillis(40));
        assertThat(film.pixels()).hasValue(5 * 64 * 48);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"index-first.mp4", "index-last.mov", "fragmented.mp4", "film.mkv", "film.webm", "live.webm"})
    void isNeitherMisledNorStuckByFilesThatAreCutOffOrDamaged(String name) throws IOException {
        byte[] whole = file(name);
        var random = new Random(11);

        for (int i = 0; i < 300; i++) {
            read(Arrays.copyOf(whole, random.nextInt(whole.length)));
            byte[] damaged = whole.clone();
            for (int j = 0; j < 20; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            read(damaged).ifPresent(film -> assertThat(film.frames()).isPositive());
        }
    }

    @Test
    void findsNothingInWhatIsNoFilm() throws IOException {
        assertThat(read(new byte[0])).isEmpty();
        assertThat(read("this is a text, and not a short one".getBytes(ISO_8859_1)))
                .isEmpty();
        assertThat(read(box("ftyp", "isom".getBytes(ISO_8859_1)))).isEmpty();
        byte[] soundOnly = new String(file("index-first.mp4"), ISO_8859_1)
                .replace("vide", "soun")
                .getBytes(ISO_8859_1);
        assertThat(read(soundOnly)).isEmpty();
    }

    @Test
    void doesNotFollowBoxesWithinEachOtherForEver() throws IOException {
        byte[] deep = new byte[80_000];
        for (int i = 0; i < deep.length; i += 8) {
            ByteBuffer.wrap(deep, i, 8).putInt(deep.length - i).put("moov".getBytes(ISO_8859_1));
        }

        assertThat(read(deep)).isEmpty();
    }

    @Test
    void refusesNumbersThatNoFilmHas() throws IOException {
        byte[] many = file("index-first.mp4");
        int sizes = new String(many, ISO_8859_1).indexOf("stsz");
        ByteBuffer.wrap(many).putInt(sizes + 12, -1);
        assertThat(read(many)).isEmpty();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileContent.Film(new PictureSize(1, 1), 0, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileContent.Film(new PictureSize(1, 1), 10_000_001, Duration.ZERO));
    }

    private static byte[] box(String kind, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(kind.getBytes(ISO_8859_1))
                .put(content)
                .array();
    }

    @Test
    void looksAtPicturesFirstAndAtFilmsWhereTheyAreTaken() throws IOException {
        byte[] film = file("film.webm");

        assertThat(VisualHeader.read(new ByteArrayInputStream(film), true)).isInstanceOf(FileContent.Film.class);
        assertThat(VisualHeader.read(new ByteArrayInputStream(film), false)).isInstanceOf(FileContent.Unknown.class);
        assertThat(VisualHeader.read(ByteBuffer.wrap(film))).isInstanceOf(FileContent.Film.class);
        byte[] png = ByteBuffer.allocate(24)
                .putLong(0x89504E470D0A1A0AL)
                .putLong(0)
                .putInt(30)
                .putInt(20)
                .array();
        assertThat(VisualHeader.read(ByteBuffer.wrap(png))).isEqualTo(new FileContent.Picture(new PictureSize(30, 20)));
    }

    @Test
    void countsAFilmWhoseHeadIsFarFromItsBeginning() throws IOException {
        var file = new ByteArrayOutputStream();
        for (var part : Stream.of(box("ftyp", new byte[8]), box("free", new byte[700_000]))
                .toList()) {
            file.write(part);
        }
        byte[] whole = file("index-last.mov");
        int index = new String(whole, ISO_8859_1).lastIndexOf("moov") - 4;
        file.write(whole, index, whole.length - index);

        assertThat(VisualHeader.read(new ByteArrayInputStream(file.toByteArray()), true)
                        .pixels())
                .hasValue(5 * 64 * 48);
    }
}
