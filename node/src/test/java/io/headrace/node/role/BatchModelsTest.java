package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.admission.batch.BatchSkill;
import io.headrace.node.role.DropInModels.DropIn;
import io.headrace.pipeline.PipelineName;
import io.headrace.pipeline.PriceReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchModelsTest {

    @Test
    void knowsEmbeddedModelsByEitherName() {
        var skill = new BatchSkill(new PipelineName("upscale"), "headrace/espcn-x2");

        assertThat(EmbeddedModels.named("upscale:espcn-x2")).containsExactly(skill);
        assertThat(EmbeddedModels.named("upscale:headrace/espcn-x2")).containsExactly(skill);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedModels.named("upscale:best"))
                .withMessageContaining("no embedded model upscale:best; there are upscale:espcn-x2");
    }

    @Test
    void isSaidAgainOnACommandLine(@TempDir Path folder) throws Exception {
        var list = Files.writeString(
                folder.resolve("aiModels.json"), "[{\"pipeline\":\"llm\",\"model_id\":\"m\",\"url\":\"http://h:1\"}]");

        assertThat(BatchModels.NONE.words()).isEmpty();
        assertThat(BatchModels.NONE.isNothing()).isTrue();
        assertThat(BatchModels.NONE
                        .embedding(EmbeddedModels.named("upscale:espcn-x2"))
                        .listedIn(list)
                        .allowingDemo()
                        .words())
                .containsExactly(
                        "--batch-models",
                        "upscale:headrace/espcn-x2",
                        "--models-file",
                        list.toString(),
                        "--allow-demo-models");
        var other = RunnerImages.overriding("{\"batch\":{\"upscale\":\"mine:1\"}}");
        assertThat(RunnerImages.overriding(other.text())).isEqualTo(other);
    }

    @Test
    void takesTheNetworksImagesUnlessTold() {
        var upscale = new PipelineName("upscale");
        var llm = new PipelineName("llm");
        assertThat(RunnerImages.DEFAULT.of(upscale)).isEqualTo("livepeer/ai-runner:latest");
        assertThat(RunnerImages.DEFAULT.of(llm)).isEqualTo("livepeer/ai-runner:llm");

        var told =
                RunnerImages.overriding("{\"default\":\"a:1\",\"batch\":{\"llm\":\"b:2\"},\"live\":{\"noop\":\"c\"}}");

        assertThat(told.of(upscale)).isEqualTo("a:1");
        assertThat(told.of(llm)).isEqualTo("b:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"default\":7}", "{\"batch\":{\"llm\":\"\"}}", "{"})
    void refusesImagesThatAreNone(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> RunnerImages.overriding(json));
    }

    @Test
    void findsWhatIsDroppedInAndPassesOverWhatMakesNoSense(@TempDir Path folder) throws Exception {
        drop(folder, "plain", "pipeline = \"upscale\"");
        drop(folder, "maker/warm", "pipeline = \"image-to-image\"\nwarm = true\ncapacity = 3");
        drop(folder, "unknown", "pipeline = \"llm\"");
        drop(folder, "many", "pipeline = \"upscale\"\ncapacity = 65");
        drop(folder, "broken", "pipeline = ");
        Files.delete(drop(folder, "empty", "pipeline = \"upscale\"").resolve("model.onnx"));
        Files.writeString(folder.resolve("headrace.toml"), "pipeline = \"upscale\"");

        assertThat(DropInModels.in(folder))
                .isEqualTo(Map.of(
                        new BatchSkill(new PipelineName("upscale"), "plain"), new DropIn(1, false),
                        new BatchSkill(new PipelineName("image-to-image"), "maker/warm"), new DropIn(3, true)));
        assertThat(DropInModels.in(folder.resolve("nowhere"))).isEmpty();
    }

    private static Path drop(Path folder, String model, String toml) throws Exception {
        var home = Files.createDirectories(folder.resolve(model));
        Files.writeString(home.resolve("model.onnx"), "weights");
        Files.writeString(home.resolve("headrace.toml"), toml);
        return home;
    }

    @Test
    void needsContainersOnlyForWhatNobodyElseRuns(@TempDir Path folder) throws Exception {
        for (var entry : List.of(
                "{\"pipeline\":\"llm\",\"model_id\":\"m\"} true",
                "{\"pipeline\":\"llm\",\"model_id\":\"m\",\"url\":\"http://h:1\"} false",
                "{\"pipeline\":\"upscale\",\"model_id\":\"headrace/espcn-x2\"} false")) {
            int end = entry.lastIndexOf(' ');
            var list = Files.writeString(folder.resolve("aiModels.json"), "[" + entry.substring(0, end) + "]");

            assertThat(BatchRunners.needContainers(BatchModels.NONE.listedIn(list)))
                    .as(entry)
                    .isEqualTo(Boolean.parseBoolean(entry.substring(end + 1)));
        }
    }

    @Test
    void asksWhatAListSaysForModelsThatWorkersElsewhereCompute(@TempDir Path folder) throws Exception {
        var list = Files.writeString(
                folder.resolve("aiModels.json"),
                "[{\"pipeline\":\"text-to-image\",\"model_id\":\"m\",\"url\":\"http://h:1\",\"price_per_unit\":7}]");
        var base = new NodeBase();
        try (var floor = BatchFloorTest.floor(BatchModels.NONE.pricedBy(list), folder, base)) {
            assertThat(floor.prices().get("default"))
                    .containsOnlyKeys(new PriceReference(new PipelineName("text-to-image"), "m"));
            assertThat(floor.workshop().offers()).isEmpty();
        } finally {
            base.close();
        }
    }
}
