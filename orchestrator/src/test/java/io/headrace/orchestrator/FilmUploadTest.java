package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.batch.BatchConfig;
import io.headrace.orchestrator.batch.BatchWork;
import io.headrace.orchestrator.batch.Pictures;
import io.headrace.orchestrator.batch.ScriptedModels;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.Progress;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import io.headrace.wire.batch.reply.DataUrl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Films that come in place of pictures. */
class FilmUploadTest {

    private static final Pipeline UPSCALING = BuiltInPipelines.UPSCALE;
    private static final String MODEL = "maker/model";
    private static final Map<String, String> FIELDS = Map.of("model_id", MODEL, "prompt", "");

    private final ScriptedModels models = new ScriptedModels(2).with(UPSCALING, MODEL);
    private LocalOrchestrator orchestrator;
    private BatchGateway upscaling;

    @BeforeEach
    void start() throws Exception {
        orchestrator =
                LocalOrchestrator.batch(BatchWork.of(models), new FreeOfCharge(), all -> all.with(BatchConfig.DEFAULT));
        upscaling = new BatchGateway(orchestrator, Optional.empty(), UPSCALING, MODEL);
        var film = "{\"images\":[{\"url\":\"" + DataUrl.of("video/mp4", film()) + "\",\"seed\":0,\"nsfw\":false}]}";
        models.answering(_ -> ScriptedModels.json(film));
    }

    @AfterEach
    void stop() {
        orchestrator.close();
    }

    private static byte[] film() throws IOException {
        try (var file = FilmUploadTest.class.getResourceAsStream("/io/headrace/wire/batch/file/index-first.mp4")) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }

    @Test
    void goesToTheRunnerAndComesBackUnderAnAddress() throws Exception {
        var answer = upscaling.ask(upscaling.papers(0), "video", film(), FIELDS);

        assertThat(answer.status()).isEqualTo(200);
        var asked = models.asked.getFirst();
        assertThat(asked.text()).contains("name=\"image\"");
        assertThat(ISO_8859_1.decode(asked.body().asByteBuffer()).toString()).contains(new String(film(), ISO_8859_1));
        var url = BatchReplyCodec.decode(UPSCALING, TestGateway.text(answer))
                .urls()
                .getFirst();
        assertThat(url).endsWith(".mp4");
        assertThat(new TestGateway(orchestrator).get(url).headers().first("Content-Type"))
                .contains("video/mp4");
        assertThat(orchestrator.await(WorkFact.BatchDone.class).units()).isEqualTo(5 * 64 * 48);
    }

    @Test
    void canBeAskedHowFarItIsUnderTheNameThatItsGatewayGaveIt() throws Exception {
        var asked = new ArrayList<String>();
        models.answering(request -> {
            asked.add(request.call().name().orElse("no name"));
            asked.add(progress("n4me"));
            models.saying(Progress.of(2, 5));
            asked.add(progress("n4me"));
            asked.add(progress("another"));
            return ScriptedModels.json("{}");
        });
        var named = upscaling.papers(0).with("Headrace-Progress", "n4me");

        upscaling.ask(named, "video", film(), FIELDS).close();

        assertThat(asked).containsExactly("n4me", "404", "{\"done\":2,\"whole\":5}", "404");
        assertThat(progress("n4me")).isEqualTo("404");
    }

    @Test
    void givesARunnerNoNameOfAPictureOrOfAnythingThatIsNoName() throws Exception {
        var papers = upscaling.papers(0);

        upscaling
                .ask(papers.with("Headrace-Progress", "n4me"), "image", Pictures.png(8, 8), FIELDS)
                .close();
        upscaling
                .ask(papers.with("Headrace-Progress", "no name"), "image", film(), FIELDS)
                .close();

        assertThat(models.asked)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.call().name()).isEmpty());
    }

    private String progress(String name) {
        try (var answer = new TestGateway(orchestrator)
                .get(orchestrator.uri("/progress/" + name).toString())) {
            return answer.status() == 200 ? TestGateway.text(answer) : Integer.toString(answer.status());
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void isRefusedWhenItHasTooManyPicturesOrTooLargeOnes() throws Exception {
        byte[] many = film();
        ByteBuffer.wrap(many).putInt(text(many).indexOf("stsz") + 12, 3_601);
        byte[] large = film();
        ByteBuffer.wrap(large).putInt(text(large).lastIndexOf("avc1") + 28, 0x7000_7000);

        var tooMany = upscaling.ask(upscaling.papers(0), "image", many, FIELDS);
        assertThat(tooMany.status()).isEqualTo(413);
        assertThat(TestGateway.text(tooMany)).contains("3601 pictures", "at most 3600");
        var tooLarge = upscaling.ask(upscaling.papers(0), "image", large, FIELDS);
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(TestGateway.text(tooLarge)).contains("28672x28672");
        assertThat(models.asked).isEmpty();
    }

    private static String text(byte[] film) {
        return new String(film, ISO_8859_1);
    }
}
