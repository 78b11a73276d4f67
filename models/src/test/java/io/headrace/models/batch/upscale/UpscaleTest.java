package io.headrace.models.batch.upscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.batch.BatchModel;
import io.headrace.models.batch.catalog.BatchModels;
import io.headrace.models.batch.film.Seen;
import io.headrace.models.batch.film.TestFilm;
import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.TestPictures;
import io.headrace.models.frame.onnx.OnnxWriter;
import io.headrace.models.frame.onnx.OnnxWriter.Attribute;
import io.headrace.models.frame.onnx.TestModels;
import io.headrace.models.runner.BatchStage;
import io.headrace.models.runner.Multipart;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipeline {@code upscale} from request to answer. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class UpscaleTest {

    private static final int ANY = -1;

    @TempDir
    private Path models;

    private static Multipart request(Picture picture) {
        return new Multipart().field("prompt", "").file("image", "image/png", TestPictures.file(picture, "png"));
    }

    /** Each pixel four times: what it does can be told exactly. */
    private static byte[] nearest(int height, int width) {
        return new OnnxWriter()
                .input("in", OnnxWriter.FLOAT, 1, 3, height, width)
                .output("out", OnnxWriter.FLOAT, 1, 3, ANY, ANY)
                .floats("scales", new float[] {1, 1, 2, 2}, 4)
                .node("Resize", List.of("in", "", "scales"), "out", Attribute.of("mode", "nearest"))
                .write();
    }

    private BatchModel operators(String name, byte[] file) throws Exception {
        TestModels.put(models, name, file);
        return BatchModels.find(Upscalers.PIPELINE, name, Optional.of(models));
    }

    @Test
    void enlargesByTheEmbeddedNetworkBetterThanBicubicScaling() throws Exception {
        var original = TestPictures.of(new ProceduralPictures(1234).draw(256));
        var luma = ProceduralPictures.luma(TestPictures.image(original));
        var small = Bicubic.half(luma);
        var grey = TestPictures.paint(128, 128, (x, y) -> 0x010101 * Math.round(small.at(x, y) * 255));
        try (var stage = BatchStage.ready(Upscalers.embedded())) {

            var reply = stage.post(
                    request(grey).field("model_id", "headrace/espcn-x2").field("seed", "7"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers().first("X-Model-Kind")).contains("real");
            assertThat(reply.headers().first("X-Model-Id")).contains("headrace/espcn-x2");
            assertThat(reply.body().path("images").path(0).path("seed").asInt()).isEqualTo(7);
            var larger = TestPictures.image(TestPictures.decoded(reply.medium("images", 0)));
            assertThat(ProceduralPictures.luma(larger).psnr(luma, 4))
                    .isGreaterThan(Bicubic.twice(small).psnr(luma, 4) + 1);
        }
    }

    @Test
    void keepsColours() throws Exception {
        var orange = TestPictures.paint(40, 30, (_, _) -> 0xe08020);
        try (var stage = BatchStage.ready(Upscalers.embedded())) {
            var larger = TestPictures.decoded(stage.post(request(orange)).medium("images", 0));

            assertThat(larger.size()).isEqualTo("80x60");
            assertThat(larger.sample(40, 30, 0)).isBetween(0xde, 0xe2);
            assertThat(larger.sample(40, 30, 1)).isBetween(0x7e, 0x82);
            assertThat(larger.sample(40, 30, 2)).isBetween(0x1e, 0x22);
        }
    }

    @Test
    void enlargesTwiceWhenItIsAskedTo() throws Exception {
        var picture = TestPictures.of(new ProceduralPictures(5).draw(50));
        try (var stage = BatchStage.ready(Upscalers.embedded())) {
            var larger = TestPictures.decoded(
                    stage.post(request(picture).field("scale", "4")).medium("images", 0));

            assertThat(larger.size()).isEqualTo("200x200");
            assertThat(stage.post(request(picture).field("scale", "3")).message())
                    .contains("scale is 2 or")
                    .contains("4");
        }
    }

    @ParameterizedTest(name = "{0}x{1}")
    @CsvSource({"1,1", "7,300", "193,191", "417,230"})
    void laysTilesWithoutASeam(int width, int height) throws Exception {
        var noise = TestPictures.of(new ProceduralPictures(8).draw(Math.max(16, Math.max(width, height))));
        var picture = TestPictures.paint(width, height, (x, y) -> TestPictures.colour(noise, x, y));
        try (var stage = BatchStage.ready(operators("nearest", nearest(ANY, ANY)))) {
            var larger = TestPictures.decoded(stage.post(request(picture)).medium("images", 0));

            assertThat(larger.size()).isEqualTo(2 * width + "x" + 2 * height);
            for (int i = 0; i < larger.pixels(); i++) {
                int x = i % larger.width();
                int y = i / larger.width();
                assertThat(TestPictures.colour(larger, x, y)).isEqualTo(TestPictures.colour(picture, x / 2, y / 2));
            }
        }
    }

    @Test
    void cutsTilesOfTheSizeThatAModelDemands() throws Exception {
        var picture = TestPictures.of(new ProceduralPictures(9).draw(100));
        try (var stage = BatchStage.ready(operators("maker/fixed", nearest(32, 48)))) {
            var reply = stage.post(request(picture).field("model_id", "maker/fixed"));

            var larger = TestPictures.decoded(reply.medium("images", 0));
            assertThat(larger.size()).isEqualTo("200x200");
            assertThat(TestPictures.colour(larger, 150, 77)).isEqualTo(TestPictures.colour(picture, 75, 38));
            assertThat(reply.headers().first("X-Model-Id")).contains("maker/fixed");
        }
    }

    @Test
    void isUnfitWithAModelThatDoesNotEnlarge() throws Exception {
        try (var stage = BatchStage.ready(operators("invert", TestModels.invert()))) {
            var health = stage.get("/health").body();

            assertThat(health.path("status").asString()).isEqualTo("ERROR");
            assertThat(health.path("reason").asString()).contains("does not enlarge");
            assertThat(stage.post(new Multipart().field("prompt", "")).status()).isEqualTo(500);
        }
    }

    @Test
    void refusesWhatWouldBecomeTooLarge() throws Exception {
        var wide = TestPictures.paint(4_000, 1_000, (_, _) -> 0);
        try (var stage = BatchStage.ready(Upscalers.embedded())) {
            var reply = stage.post(request(wide).field("scale", "4"));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message()).contains("4000x1000").contains("33177600 pixels");
        }
    }

    @Test
    void enlargesEachPictureOfAFilmAsItWouldByItself() throws Exception {
        var scene = List.of(
                TestPictures.of(new ProceduralPictures(3).draw(64)),
                TestPictures.of(new ProceduralPictures(4).draw(64)));
        byte[] film = TestFilm.USUAL.at(n -> n * 9_000).of(scene);
        try (var stage = BatchStage.ready(Upscalers.embedded())) {
            var reply = stage.post(new Multipart().file("image", "video/mp4", film));

            assertThat(reply.status()).isEqualTo(200);
            var seen = Seen.of(reply.medium("images", 0));
            assertThat(seen.size()).isEqualTo("128x128");
            assertThat(seen.times()).containsExactly(0L, 9_000L);
            for (int i = 0; i < 2; i++) {
                var still = new Multipart().file("image", "image/png", TestPictures.file(scene.get(i), "png"));
                var alone = TestPictures.decoded(stage.post(still).medium("images", 0));
                assertThat(TestPictures.psnr(seen.pictures().get(i), alone)).isGreaterThan(24);
            }
        }
    }

    @Test
    void enlargesAFilmTwiceAndRefusesOneThatIsTooMuch() throws Exception {
        byte[] film = TestFilm.USUAL.of(List.of(Picture.black(32, 32)));
        try (var stage = BatchStage.ready(Upscalers.embedded())) {
            var twice =
                    stage.post(new Multipart().file("video", "video/mp4", film).field("scale", "4"));
            assertThat(Seen.of(twice.medium("images", 0)).size()).isEqualTo("128x128");

            byte[] noFilm = new byte[64];
            System.arraycopy(
                    "\0\0\0\u0018ftypisom".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), 0, noFilm, 0, 12);
            var refused = stage.post(new Multipart().file("video", "video/mp4", noFilm));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.message()).contains("video").contains("no video to be read");
        }
    }
}
