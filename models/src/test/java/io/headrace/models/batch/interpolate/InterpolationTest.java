package io.headrace.models.batch.interpolate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.TestPictures;
import io.headrace.models.runner.BatchStage;
import io.headrace.models.runner.Multipart;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipeline {@code frame-interpolation}: what lies between is compared with what a drawn scene really shows then. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class InterpolationTest {

    private static final int WIDTH = 240;
    private static final int HEIGHT = 180;

    /** Fine grain all over, so that there is something to follow everywhere. */
    private static final Picture BACKDROP = textured(11);

    private static final Picture OBJECT = textured(23);

    /** A scene at a moment, 0 to 1. */
    private interface Scene {
        Picture at(double moment);
    }

    /** Noise of three grains, which is like itself nowhere else. */
    private static Picture textured(int seed) {
        var random = new Random(seed);
        var grains = Stream.of(4, 9, 25)
                .map(cell -> TestPictures.paint(400 / cell + 2, 400 / cell + 2, (_, _) -> random.nextInt(1 << 24)))
                .toList();
        var cells = List.of(4.0, 9.0, 25.0);
        return TestPictures.paint(400, 400, (x, y) -> {
            int colour = 0;
            for (int c = 0; c < Picture.COLOURS; c++) {
                double sum = 0;
                for (int i = 0; i < cells.size(); i++) {
                    float[] grain = new float[Picture.COLOURS];
                    new Sampler(grains.get(i)).at((float) (x / cells.get(i)), (float) (y / cells.get(i)), grain);
                    sum += grain[c] / cells.size();
                }
                colour = colour << 8 | (int) Math.round(sum);
            }
            return colour;
        });
    }

    private static int between(Picture picture, double x, double y) {
        float[] colour = new float[3];
        new Sampler(picture).at((float) x, (float) y, colour);
        return Math.round(colour[0]) << 16 | Math.round(colour[1]) << 8 | Math.round(colour[2]);
    }

    /** The whole picture moves and turns. */
    private static Picture turning(double moment) {
        double angle = 0.06 * moment;
        return TestPictures.paint(WIDTH, HEIGHT, (x, y) -> {
            double right = x - WIDTH / 2.0;
            double down = y - HEIGHT / 2.0;
            return between(
                    BACKDROP,
                    200 + right * Math.cos(angle) - down * Math.sin(angle) + 9 * moment,
                    200 + right * Math.sin(angle) + down * Math.cos(angle) - 4 * moment);
        });
    }

    /** A disc passes in front of a backdrop that stands still: it covers and uncovers. */
    private static Picture passing(double moment) {
        double centre = 90 + 14 * moment;
        return TestPictures.paint(
                WIDTH,
                HEIGHT,
                (x, y) -> Math.hypot(x - centre, y - 90) < 45
                        ? between(OBJECT, 200 + x - centre, y)
                        : between(BACKDROP, x + 60, y + 60));
    }

    private static Picture blend(Picture first, Picture second) {
        return TestPictures.paint(first.width(), first.height(), (x, y) -> {
            int colour = 0;
            for (int c = 0; c < Picture.COLOURS; c++) {
                colour = colour << 8 | (first.sample(x, y, c) + second.sample(x, y, c) + 1) / 2;
            }
            return colour;
        });
    }

    private static double gainOverBlending(Scene scene) {
        var first = scene.at(0);
        var second = scene.at(1);
        var truth = scene.at(0.5);
        var made = Between.of(first, second, new OpticalFlow()).at(0.5f);
        double ours = TestPictures.psnr(made, truth);
        double blended = TestPictures.psnr(blend(first, second), truth);
        System.out.printf("interpolated %.1f dB, blended %.1f dB%n", ours, blended);
        return ours - blended;
    }

    @Test
    void isFarBetterThanBlendingWhereAllMoves() {
        assertThat(gainOverBlending(InterpolationTest::turning)).isGreaterThan(12);
    }

    @Test
    void isBetterThanBlendingWhereSomethingIsCovered() {
        assertThat(gainOverBlending(InterpolationTest::passing)).isGreaterThan(6);
    }

    @ParameterizedTest
    @CsvSource({"0.25", "0.75"})
    void tellsTheMomentsApart(float moment) {
        var between = Between.of(turning(0), turning(1), new OpticalFlow());

        assertThat(TestPictures.psnr(between.at(moment), turning(moment)))
                .isGreaterThan(TestPictures.psnr(between.at(0.5f), turning(moment)) + 3);
    }

    @Test
    void showsTheNearerPictureAcrossACut() {
        var before = turning(0);
        var after = TestPictures.paint(WIDTH, HEIGHT, (x, y) -> between(OBJECT, 60 + y, 60 + x));

        var between = Between.of(before, after, new OpticalFlow());

        assertThat(between.isCut()).isTrue();
        assertThat(between.at(0.4f)).isSameAs(before);
        assertThat(between.at(0.6f)).isSameAs(after);
    }

    @Test
    void leavesAStillPictureAsItIs() {
        var still = turning(0);

        assertThat(TestPictures.psnr(Between.of(still, still, new OpticalFlow()).at(0.5f), still))
                .isGreaterThan(45);
    }

    private static Multipart request(Picture... pictures) {
        var body = new Multipart();
        for (var picture : pictures) {
            body.file("image", "image/png", TestPictures.file(picture, "png"));
        }
        return body;
    }

    @Test
    void answersWithThePicturesBetweenInTheirOrder() throws Exception {
        try (var stage = BatchStage.ready(InterpolationEngine.model())) {
            var reply = stage.post(request(turning(0), turning(1), turning(2)).field("frames", "2"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers().first("X-Model-Kind")).contains("classic");
            assertThat(reply.body().path("images").size()).isEqualTo(4);
            for (int i = 0; i < 4; i++) {
                int pair = i / 2;
                double moment = pair + (i % 2 + 1) / 3.0;
                var made = TestPictures.decoded(reply.medium("images", i));
                assertThat(TestPictures.psnr(made, turning(moment))).isGreaterThan(30);
            }
        }
    }

    @Test
    void refusesWhatHasNothingBetween() throws Exception {
        var small = TestPictures.paint(20, 64, (_, _) -> 0);
        var large = TestPictures.paint(1_920, 1_080, (_, _) -> 0);
        try (var stage = BatchStage.ready(InterpolationEngine.model())) {
            assertThat(stage.post(request(turning(0))).status()).isEqualTo(422);
            assertThat(stage.post(request(turning(0), small)).message())
                    .contains("one size")
                    .contains("20x64");
            assertThat(stage.post(request(small, small)).message()).contains("at least 32");
            assertThat(stage.post(request(turning(0), turning(1)).field("frames", "16"))
                            .message())
                    .contains("frames is 1 to 15");
            assertThat(stage.post(request(large, large, large).field("frames", "8"))
                            .message())
                    .contains("16 pictures of 1920x1080 are too many");
            assertThat(List.of(
                            stage.post(request(turning(0)).file("image", "image/png", new byte[0]))
                                    .status(),
                            stage.post(request(turning(0)).file("image", "video/mp4", new byte[64]))
                                    .status()))
                    .containsOnly(415);
        }
    }
}
