package io.headrace.models.batch.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.batch.catalog.BatchModels;
import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.TestPictures;
import io.headrace.models.frame.onnx.TestModels;
import io.headrace.models.runner.BatchStage;
import io.headrace.models.runner.Multipart;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipeline {@code image-to-image}. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FilterEngineTest {

    private static final Picture PICTURE = TestPictures.paint(40, 30, (x, _) -> x < 20 ? 0x204080 : 0xe0c0a0);

    @TempDir
    private Path models;

    private static Multipart request(String prompt) {
        return new Multipart().field("prompt", prompt).file("image", "image/png", TestPictures.file(PICTURE, "png"));
    }

    @Test
    void doesWhatThePromptNames() throws Exception {
        try (var stage = BatchStage.ready(PictureModels.filters())) {
            var reply = stage.post(
                    request("Invert it, please").field("strength", "1").field("num_images_per_prompt", "2"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body().path("images").size()).isEqualTo(2);
            assertThat(TestPictures.colour(TestPictures.decoded(reply.medium("images", 1)), 5, 5))
                    .isEqualTo(0xdfbf7f);
            assertThat(reply.headers().first("X-Model-Kind")).contains("classic");
        }
    }

    @Test
    void leavesThePictureAsItIsAtNoStrength() throws Exception {
        try (var stage = BatchStage.ready(PictureModels.filters())) {
            var reply = stage.post(request("cartoon").field("strength", "0"));

            assertThat(TestPictures.decoded(reply.medium("images", 0)).samples())
                    .isEqualTo(PICTURE.samples());
        }
    }

    @Test
    void hasEachFilterThatItNames() throws Exception {
        try (var stage = BatchStage.ready(PictureModels.filters())) {
            for (var name : new PromptedFilters().names()) {
                assertThat(stage.post(request(name)).status()).as(name).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a cat on the moon", "cartoon and edges", "cartoonish", "edge-preserving-blur"})
    void refusesPromptsThatDoNotNameOneFilter(String prompt) throws Exception {
        try (var stage = BatchStage.ready(PictureModels.filters())) {
            var reply = stage.post(request(prompt));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message())
                    .contains("edges, edge-preserving, cartoon")
                    .contains("sepia");
        }
    }

    @Test
    void runsANetworkOfTheOperators() throws Exception {
        TestModels.put(models, "invert", TestModels.invert());
        try (var stage = BatchStage.ready(BatchModels.find(PictureModels.PIPELINE, "invert", Optional.of(models)))) {
            var reply = stage.post(request("whatever"));

            assertThat(TestPictures.colour(TestPictures.decoded(reply.medium("images", 0)), 5, 5))
                    .isEqualTo(0xdfbf7f);
            assertThat(reply.headers().first("X-Model-Kind")).contains("real");
        }
    }

    @Test
    void isUnfitWithANetworkThatCannotBeLoaded() throws Exception {
        TestModels.put(models, "broken", new byte[] {1, 2, 3});
        try (var stage = BatchStage.ready(BatchModels.find(PictureModels.PIPELINE, "broken", Optional.of(models)))) {
            assertThat(stage.get("/health").body().path("reason").asString())
                    .contains("broken")
                    .contains("ONNX Runtime");
        }
    }

    @Test
    void refusesPicturesThatAreTooSmall() throws Exception {
        var dot = TestPictures.file(TestPictures.paint(8, 8, (_, _) -> 0), "png");
        try (var stage = BatchStage.ready(PictureModels.filters())) {
            var reply = stage.post(new Multipart().field("prompt", "mono").file("image", "image/png", dot));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message()).contains("8x8");
        }
    }
}
