package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.admission.batch.BatchSkill;
import io.headrace.inference.list.ModelPrice;
import io.headrace.orchestrator.info.Advertisement;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.PipelineName;
import io.headrace.pipeline.PriceReference;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BatchFloorTest {

    private static final BatchModels UPSCALE = BatchModels.NONE.embedding(EmbeddedModels.named("upscale:espcn-x2"));
    private static final BatchSkill SKILL = new BatchSkill(new PipelineName("upscale"), "headrace/espcn-x2");

    @TempDir
    private Path folder;

    private final NodeBase base = new NodeBase();

    @AfterEach
    void close() {
        base.close();
    }

    static BatchFloor floor(BatchModels models, Path folder, NodeBase base) throws Exception {
        var natives = Files.createDirectories(Path.of("target", "natives").toAbsolutePath());
        var site = new BatchFloor.Site(natives, folder, "test", List.of(), true, Map.of());
        return BatchFloor.open(models, site, base);
    }

    @Test
    void anEmbeddedModelAnswersInAProcessOfItsOwn() throws Exception {
        try (var floor = floor(UPSCALE, folder, base)) {
            awaitOffer(floor, SKILL, new ModelConstraint(false, 1, "", 0));
            try (var place = floor.workshop().take(SKILL).orElseThrow()) {
                var made = BatchBench.answered(BatchBench.upscale(place, BatchBench.picture(), SKILL.model()));

                assertThat(made.modelKind()).isEqualTo("real");
                var larger = ImageIO.read(
                        new ByteArrayInputStream(BatchBench.made(made.body().readAllBytes())));
                assertThat(larger.getWidth() + "x" + larger.getHeight()).isEqualTo("96x64");
            }
            awaitOffer(floor, SKILL, new ModelConstraint(true, 1, Advertisement.SOFTWARE.version(), 0));
        }
    }

    /** The test's time-out is its limit. */
    private static void awaitOffer(BatchFloor floor, BatchSkill skill, ModelConstraint wanted) {
        while (!wanted.equals(floor.workshop().offers().get(skill))) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void offersAModelThatIsDroppedInAndNoMoreWhenItIsGone() throws Exception {
        var mine = new BatchSkill(new PipelineName("upscale"), "me/mine");
        try (var floor = floor(BatchModels.NONE.in(folder), folder, base)) {
            assertThat(floor.workshop().offers()).isEmpty();

            var home = Files.createDirectories(folder.resolve("me/mine"));
            Files.writeString(home.resolve("model.onnx"), "weights");
            Files.writeString(home.resolve("headrace.toml"), "pipeline = \"upscale\"\ncapacity = 2\n");

            awaitOffer(floor, mine, new ModelConstraint(false, 2, "", 0));
            Files.delete(home.resolve("headrace.toml"));
            while (!floor.workshop().offers().isEmpty()) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void asksWhatTheOperatorsListAsks() throws Exception {
        var list = Files.writeString(folder.resolve("aiModels.json"), """
                [{"pipeline":"upscale","model_id":"headrace/espcn-x2","price_per_unit":12,"pixels_per_unit":3},
                 {"pipeline":"upscale","model_id":"headrace/espcn-x2","price_per_unit":"0.5USD",
                  "gateway":"0x1234567890123456789012345678901234567890"},
                 {"pipeline":"llm","model_id":"free","url":"http://127.0.0.1:1"}]
                """);
        try (var floor = floor(BatchModels.NONE.listedIn(list), folder, base)) {
            var reference = new PriceReference(new PipelineName("upscale"), "headrace/espcn-x2");

            assertThat(floor.prices())
                    .isEqualTo(Map.of(
                            "default",
                            Map.of(reference, new ModelPrice.Named(new BigDecimal(12), 3, "")),
                            "0x1234567890123456789012345678901234567890",
                            Map.of(reference, new ModelPrice.Named(new BigDecimal("0.5"), 1, "USD"))));
            awaitOffer(floor, SKILL, new ModelConstraint(false, 2, "", 0));
        }
    }

    @Test
    void offersMethodsAndDemonstrationsToStrangersOnlyWhenTold() {
        var site = new BatchFloor.Site(folder, folder, "test", List.of(), false, Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchFloor.open(BatchModels.BUILT_IN, site, base))
                .withMessageContaining("--allow-demo-models")
                .withMessageNotContaining("espcn");
        UPSCALE.checkFitFor(false);
        BatchModels.BUILT_IN.checkFitFor(true);
        BatchModels.BUILT_IN.allowingDemo().checkFitFor(false);
    }

    @Test
    void startsWithoutAContainerEngineThatIsAway() throws Exception {
        var list = Files.writeString(
                folder.resolve("aiModels.json"), "[{\"pipeline\":\"llm\",\"model_id\":\"some/model\"}]");
        var away = Map.of("DOCKER_HOST", "unix://" + folder.resolve("nobody.sock"));
        var site = new BatchFloor.Site(folder, folder, "test", List.of(), true, away);
        var skill = new BatchSkill(new PipelineName("llm"), "some/model");
        try (var floor = BatchFloor.open(BatchModels.NONE.listedIn(list), site, base)) {
            awaitOffer(floor, skill, new ModelConstraint(false, 1, "", 0));
            floor.workshop().take(skill).orElseThrow().close();
        }
    }
}
