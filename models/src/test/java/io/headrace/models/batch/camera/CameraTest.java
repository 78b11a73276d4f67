package io.headrace.models.batch.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.TestPictures;
import io.headrace.models.batch.upscale.ProceduralPictures;
import io.headrace.models.runner.BatchStage;
import io.headrace.models.runner.Multipart;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipeline {@code image-to-video}. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CameraTest {

    private static final Picture PICTURE = TestPictures.of(new ProceduralPictures(31).draw(200));

    private static Multipart request() {
        return new Multipart()
                .file("image", "image/png", TestPictures.file(PICTURE, "png"))
                .field("width", "128")
                .field("height", "72");
    }

    private static Picture frame(BatchStage.Reply reply, int index) {
        var url = reply.body().path("frames").path(0).path(index).path("url").asString();
        return TestPictures.decoded(BatchStage.fromDataUrl(url));
    }

    @Test
    void makesTheFramesOfOneClip() throws Exception {
        try (var stage = BatchStage.ready(CameraEngine.model())) {
            var reply = stage.post(request().field("seed", "3"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body().path("frames").size()).isEqualTo(1);
            assertThat(reply.body().path("frames").path(0).size()).isEqualTo(25);
            assertThat(frame(reply, 0).size()).isEqualTo("128x72");
            assertThat(reply.body().path("frames").path(0).path(24).path("seed").asInt())
                    .isEqualTo(3);
        }
    }

    @Test
    void movesLittleFromFrameToFrameAndMuchFromEndToEnd() throws Exception {
        try (var stage = BatchStage.ready(CameraEngine.model())) {
            var reply = stage.post(request());

            double smallest = Double.MAX_VALUE;
            for (int i = 1; i < 25; i++) {
                smallest = Math.min(smallest, TestPictures.psnr(frame(reply, i), frame(reply, i - 1)));
            }
            assertThat(smallest).isGreaterThan(TestPictures.psnr(frame(reply, 0), frame(reply, 24)) + 3);
        }
    }

    @Test
    void goesTheSameWayForTheSameSeedAndAnotherForAnother() throws Exception {
        try (var stage = BatchStage.ready(CameraEngine.model())) {
            var one = frame(stage.post(request().field("seed", "1")), 24);

            assertThat(frame(stage.post(request().field("seed", "1")), 24).samples())
                    .isEqualTo(one.samples());
            assertThat(frame(stage.post(request().field("seed", "2")), 24).samples())
                    .isNotEqualTo(one.samples());
        }
    }

    @Test
    void neverLooksBeyondThePicture() {
        for (int seed = 0; seed < 200; seed++) {
            var path = CameraPath.of(1 + seed, new Random(seed));
            for (double moment = 0; moment <= 1; moment += 0.05) {
                var view = path.at(moment);
                assertThat(view.size()).isBetween(0.6, 1.0 + 1e-9);
                assertThat(view.left()).isBetween(-1e-9, 1 - view.size() + 1e-9);
                assertThat(view.top()).isBetween(-1e-9, 1 - view.size() + 1e-9);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "width            | 100   | width has to be divisible by 8; got 100.",
                "height           | 0     | height is 64 to 2048; got \"0\".",
                "width            | -8    | width is 64 to 2048",
                "motion_bucket_id | 256   | motion_bucket_id is 1 to 255",
                "width            | 99999 | width is 64 to 2048"
            })
    void refusesSizesThatCannotBe(String field, String value, String reason) throws Exception {
        try (var stage = BatchStage.ready(CameraEngine.model())) {
            var reply = stage.post(request().field(field, value));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message()).startsWith(reason);
        }
    }

    @Test
    void refusesFramesThatAreTooLargeTogether() throws Exception {
        try (var stage = BatchStage.ready(CameraEngine.model())) {
            assertThat(stage.post(request().field("width", "2048").field("height", "2048"))
                            .message())
                    .contains("2048x2048 is too large");
        }
    }
}
