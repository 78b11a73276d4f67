package io.headrace.models.batch.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.models.batch.EngineManifest;
import io.headrace.models.frame.Kind;
import io.headrace.models.frame.onnx.TestModels;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchModelsTest {

    @TempDir
    private Path directory;

    private EngineManifest find(String pipeline, String model) throws Exception {
        return BatchModels.find(pipeline, model, Optional.of(directory)).manifest();
    }

    @Test
    void saysOfItsOwnWhatTheyAre() {
        assertThat(BatchModels.embedded()).allSatisfy(manifest -> {
            assertThat(manifest.id()).startsWith(EngineManifest.OWN);
            assertThat(manifest.licence()).isNotBlank();
            assertThat(manifest.trainedOn()).isNotBlank();
            assertThat(manifest.score()).isNotBlank();
            assertThat(manifest.sha256()).matches("|[0-9a-f]{64}");
        });
    }

    @Test
    void takesAModelOfTheOperatorsUnderItsOwnName() throws Exception {
        TestModels.put(directory, "stabilityai/x4", TestModels.identity());

        var manifest = find("upscale", "stabilityai/x4");

        assertThat(manifest.id()).isEqualTo("stabilityai/x4");
        assertThat(manifest.kind()).isEqualTo(Kind.REAL);
        assertThat(manifest.sha256()).hasSize(64);
    }

    @Test
    void servesNoDirectoryUnderAnIdOfThisProject() throws Exception {
        TestModels.put(directory, "headrace/better", TestModels.identity());

        assertThatThrownBy(() -> find("upscale", "headrace/better"))
                .isInstanceOf(NoModelException.class)
                .hasMessageContaining("headrace/espcn-x2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stabilityai/stable-diffusion-x4-upscaler", "../secret", "a/b/c", "", "/etc"})
    void answersNoForeignIdByAModelOfItsOwn(String model) {
        assertThatThrownBy(() -> find("upscale", model))
                .isInstanceOf(NoModelException.class)
                .hasMessageStartingWith("No model " + model + " for upscale.")
                .hasMessageContaining("model.onnx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text-to-image", "audio-to-text", "llm"})
    void saysWhatToDoWhereNothingIsEmbedded(String pipeline) {
        assertThatThrownBy(() -> find(pipeline, "some/model"))
                .isInstanceOf(NoModelException.class)
                .hasMessageContaining("No model")
                .hasMessageContaining("container");
    }

    @Test
    void namesThePipelinesThatThereAre() {
        assertThatThrownBy(() -> find("alchemy", "x"))
                .hasMessageContaining("no pipeline alchemy")
                .hasMessageContaining("upscale");
    }
}
