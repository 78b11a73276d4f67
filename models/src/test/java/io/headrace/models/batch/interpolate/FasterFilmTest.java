package io.headrace.models.batch.interpolate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.batch.film.Seen;
import io.headrace.models.batch.film.TestFilm;
import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.TestPictures;
import io.headrace.models.batch.upscale.ProceduralPictures;
import io.headrace.models.runner.BatchStage;
import io.headrace.models.runner.Multipart;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Films whose rate grows, and films of pictures. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FasterFilmTest {

    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;
    private static final Picture SCENE = TestPictures.of(new ProceduralPictures(17).draw(256));
    private static final Picture OTHER = TestPictures.of(new ProceduralPictures(99).draw(256));

    /** A view that goes to the right. */
    private static Picture view(Picture scene, int left) {
        var part = Picture.black(WIDTH, HEIGHT);
        for (int y = 0; y < HEIGHT; y++) {
            System.arraycopy(
                    scene.samples(), 3 * ((y + 40) * scene.width() + left), part.samples(), 3 * y * WIDTH, 3 * WIDTH);
        }
        return part;
    }

    private static List<Picture> moving(int count) {
        return IntStream.range(0, count).mapToObj(i -> view(SCENE, 4 * i)).toList();
    }

    private static Seen answered(BatchStage stage, Multipart request) throws Exception {
        var reply = stage.post(request);
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        assertThat(reply.body().path("images").size()).isEqualTo(1);
        return Seen.of(reply.medium("images", 0));
    }

    @Test
    void makesThePicturesBetweenThoseOfAFilm() throws Exception {
        byte[] film = TestFilm.USUAL.of(moving(6));
        try (var stage = BatchStage.ready(InterpolationEngine.model())) {
            var seen = answered(stage, new Multipart().file("video", "video/mp4", film));

            assertThat(seen.times())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 11).mapToObj(i -> i * 1_800L).toList());
            for (int i = 0; i < 5; i++) {
                var truth = view(SCENE, 4 * i + 2);
                assertThat(TestPictures.psnr(seen.pictures().get(2 * i + 1), truth))
                        .isGreaterThan(24);
            }
        }
    }

    @Test
    void makesTheRateGrowByTheFactorThatIsAskedFor() throws Exception {
        byte[] film = TestFilm.USUAL.of(moving(3));
        try (var stage = BatchStage.ready(InterpolationEngine.model())) {
            var seen = answered(
                    stage, new Multipart().file("image", "video/mp4", film).field("factor", "4"));

            assertThat(seen.times()).hasSize(9).startsWith(0L, 900L, 1_800L, 2_700L, 3_600L);
            assertThat(stage.post(new Multipart()
                                    .file("video", "video/mp4", film)
                                    .field("factor", "9"))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void leavesACutACut() throws Exception {
        var before = view(SCENE, 0);
        var after = view(OTHER, 60);
        byte[] film = TestFilm.USUAL.of(List.of(before, before, after, after));
        try (var stage = BatchStage.ready(InterpolationEngine.model())) {
            var seen = answered(stage, new Multipart().file("video", "video/mp4", film));

            var atCut = seen.pictures().get(3);
            double likeBefore = TestPictures.psnr(atCut, before);
            double likeAfter = TestPictures.psnr(atCut, after);
            assertThat(Math.max(likeBefore, likeAfter)).isGreaterThan(26);
            assertThat(Math.abs(likeBefore - likeAfter)).isGreaterThan(10);
        }
    }

    @Test
    void keepsUnevenTimesAndLeavesNoRoomUnused() throws Exception {
        long[] times = {0, 1, 9_001, 12_001};
        byte[] film = TestFilm.USUAL
                .with("libx264", "yuv420p", ".mp4")
                .at(n -> times[(int) n])
                .of(moving(4));
        try (var stage = BatchStage.ready(InterpolationEngine.model())) {
            var seen = answered(stage, new Multipart().file("video", "video/mp4", film));

            assertThat(seen.times()).containsExactly(0L, 1L, 4_501L, 9_001L, 10_501L, 12_001L);
        }
    }

    @Test
    void makesAFilmOfPicturesWhenThatIsAskedFor() throws Exception {
        var request = new Multipart();
        moving(3).forEach(picture -> request.file("image", "image/png", TestPictures.file(picture, "png")));
        try (var stage = BatchStage.ready(InterpolationEngine.model())) {
            var seen = answered(
                    stage, request.field("output", "film").field("frames", "2").field("fps", "10"));

            assertThat(seen.times())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 7).mapToObj(i -> i * 9_000L).toList());
            assertThat(seen.size()).isEqualTo("160x120");
        }
    }

    @Test
    void takesPicturesOneBehindTheOtherAsNodesSendThem() throws Exception {
        byte[] first = TestPictures.file(view(SCENE, 0), "png");
        byte[] second = TestPictures.file(view(SCENE, 4), "png");
        var both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        try (var stage = BatchStage.ready(InterpolationEngine.model())) {
            var together = new Multipart()
                    .file("image", "image/png", both.toByteArray())
                    .field("image_bytes", first.length + "," + second.length);
            var apart = new Multipart().file("image", "image/png", first).file("image", "image/png", second);

            assertThat(stage.post(together).medium("images", 0))
                    .isEqualTo(stage.post(apart).medium("images", 0));
            for (var wrong : List.of("1,2", "x", first.length + ",", "-1," + second.length)) {
                var lying = new Multipart()
                        .file("image", "image/png", both.toByteArray())
                        .field("image_bytes", wrong);
                assertThat(stage.post(lying).status()).isEqualTo(400);
            }
        }
    }

    @Test
    void refusesFilmsAmongPicturesAndTinyOnes() throws Exception {
        byte[] film = TestFilm.USUAL.of(moving(2));
        byte[] tiny = TestFilm.USUAL.of(List.of(Picture.black(24, 24), Picture.black(24, 24)));
        try (var stage = BatchStage.ready(InterpolationEngine.model())) {
            assertThat(stage.post(new Multipart()
                                    .file("image", "video/mp4", film)
                                    .file("image", "video/mp4", film))
                            .message())
                    .contains("A film comes alone");
            assertThat(stage.post(new Multipart().file("video", "video/mp4", tiny))
                            .message())
                    .contains("24x24")
                    .contains("at least 32 pixels");
        }
    }
}
