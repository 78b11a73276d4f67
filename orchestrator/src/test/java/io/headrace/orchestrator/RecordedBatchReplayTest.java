package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.orchestrator.batch.BatchWork;
import io.headrace.orchestrator.batch.Pictures;
import io.headrace.orchestrator.batch.ScriptedModels;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.PipelineName;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.HttpServerConfig;
import io.headrace.wire.Decoded;
import io.headrace.wire.InfoRequest;
import io.headrace.wire.InfoRequestCodec;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.OrchestratorInfoCodec;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import io.headrace.wire.net.OrchestratorRequest;
import io.headrace.wire.replay.IntendedDifference;
import io.headrace.wire.replay.RawAnswer;
import io.headrace.wire.replay.RawConnection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What existing gateways asked of an orchestrator's models and paid for them, asked of ours, with TLS and money. */
class RecordedBatchReplayTest {

    private static final Map<String, Pipeline> MODELS = Map.of(
            "fake/tti", BuiltInPipelines.TEXT_TO_IMAGE,
            "fake/i2i", BuiltInPipelines.IMAGE_TO_IMAGE,
            "fake/i2v", BuiltInPipelines.IMAGE_TO_VIDEO,
            "fake/up", BuiltInPipelines.UPSCALE,
            "fake/a2t", BuiltInPipelines.AUDIO_TO_TEXT,
            "fake/sam2", BuiltInPipelines.SEGMENT_ANYTHING_2,
            "fake/llm", BuiltInPipelines.LLM,
            "fake/i2t", BuiltInPipelines.IMAGE_TO_TEXT,
            "fake/tts", BuiltInPipelines.TEXT_TO_SPEECH);

    private static final Pattern BOUNDARY = Pattern.compile("boundary=(\\w+)");

    private final PaidSetup setup = new PaidSetup();
    private final ScriptedModels models = new ScriptedModels(1);
    private LocalOrchestrator orchestrator;
    private ExistingGateway gateway;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        MODELS.forEach((model, pipeline) -> models.with(pipeline, model));
        var certificate = new CertificateFolder(folder).certificateFor("127.0.0.1", Instant.now());
        orchestrator = LocalOrchestrator.batch(
                // The recorded sound is an MP3 of that duration, of which only the length was kept.
                BatchWork.of(models).with(sound -> Optional.of(Duration.ofMillis(2_016))),
                setup.billing,
                _ -> OrchestratorConfig.listening(HttpServerConfig.tls("127.0.0.1", 0, certificate)));
        gateway = new ExistingGateway(orchestrator, setup);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        orchestrator.close();
    }

    private OrchestratorInfo offer(RecordedExchange recorded) {
        var pipeline = pipeline(recorded);
        var model = MODELS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(pipeline))
                .findFirst()
                .orElseThrow()
                .getKey();
        return new BatchGateway(orchestrator, Optional.of(setup.gateway), pipeline, model).info();
    }

    private static Pipeline pipeline(RecordedExchange recorded) {
        return BuiltInPipelines.find(new PipelineName(recorded.path().substring(1)))
                .orElseThrow();
    }

    /** A request, and what a runner was recorded to answer it. */
    @ParameterizedTest
    @CsvSource({
        "E-008, E-009",
        "E-014, E-015",
        "E-021, E-022",
        "E-030, E-031",
        "E-036, E-037",
        "E-040, E-041",
        "E-044, E-045",
        "E-048, E-049",
        "G-019, E-009",
        "G-024, E-015",
        "L-017, E-045"
    })
    void answersAsTheNetworksNodeDid(String id, String runner) throws Exception {
        var recorded = RecordedExchanges.named(id);
        var answer = RecordedExchanges.named(runner).response();
        models.answering(_ -> json(answer.bodyText()));

        var ours = ask(recorded);

        IntendedDifference.assertNoOther(OrchestratorDifferences.TABLE, recorded, ours);
        assertThat(setup.payments.fees).hasSize(1);
        for (var url : BatchReplyCodec.decode(pipeline(recorded), ours.text()).urls()) {
            assertThat(url).startsWith(orchestrator.orchestrator.serviceUri() + "/stream/");
        }
    }

    private static BatchAnswer json(String text) {
        return new BatchAnswer.Answered(
                "application/json", "", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"E-051", "G-061", "L-013"})
    void passesOnWhatARunnerSaid(String id) throws Exception {
        var recorded = RecordedExchanges.named(id);
        models.answering(_ -> new BatchAnswer.Refused(400, "fake bad input"));

        IntendedDifference.assertNoOther(OrchestratorDifferences.TABLE, recorded, ask(recorded));
        assertThat(setup.payments.fees).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"G-091", "G-092", "G-093", "G-094", "G-095", "G-096"})
    void refusesWhatTheNetworksNodeRefused(String id) throws Exception {
        var recorded = RecordedExchanges.named(id);
        try (var peer = RawConnection.tls(
                URI.create(orchestrator.orchestrator.serviceUri()).getPort())) {
            IntendedDifference.assertNoOther(OrchestratorDifferences.TABLE, recorded, peer.ask(recorded.request()));
        }
    }

    @ParameterizedTest
    @CsvSource({"L-012, fake/llm", "L-016, fake/tts"})
    void offersWhatTheRecordedGatewayAsksFor(String id, String model) throws Exception {
        var recorded = RecordedExchanges.named(id);
        var asked = asked(recorded);

        var info = info(gateway.ask(recorded));

        var offered = info.capabilities().orElseThrow();
        assertThat(asked.compatibilityWith(offered).isCompatible()).isTrue();
        int bit = MODELS.getOrDefault(model, BuiltInPipelines.LLM)
                .capability()
                .orElseThrow()
                .id();
        assertThat(offered.constraints().perCapability()).hasSize(MODELS.size());
        assertThat(offered.constraints().perCapability().get(bit)).containsOnlyKeys(model);
        assertThat(info.ticketParams()).isPresent();
    }

    @Test
    void tellsAllPricesToWhoAsksForNothing() throws Exception {
        var info = info(gateway.ask(RecordedExchanges.named("L-001")));

        assertThat(info.capabilityPrices()).hasSize(MODELS.size()).allSatisfy(price -> {
            assertThat(MODELS).containsKey(price.constraint());
            assertThat(Capability.ofId(price.capabilityId())).isPresent();
        });
    }

    private static Capabilities asked(RecordedExchange recorded) throws Exception {
        var request = InfoRequestCodec.decode(
                OrchestratorRequest.parseFrom(recorded.request().grpcMessages().getFirst()));
        if (request instanceof Decoded.Value<InfoRequest>(var value)) {
            return value.capabilities().orElseThrow();
        }
        throw new AssertionError("A recorded question cannot be read: " + request);
    }

    /** After the compression flag and the length. */
    private static OrchestratorInfo info(RawAnswer answer) throws Exception {
        return OrchestratorInfoCodec.decode(io.headrace.wire.net.OrchestratorInfo.parseFrom(
                        Arrays.copyOfRange(answer.body(), 5, answer.body().length)))
                .orElseThrow();
    }

    private RawAnswer ask(RecordedExchange recorded) throws Exception {
        var offer = offer(recorded);
        return recorded.request().parts().isEmpty()
                ? gateway.start(recorded, offer)
                : gateway.start(recorded, offer, form(recorded));
    }

    /** Its texts as they were recorded, with a picture's header where the file was. */
    private static byte[] form(RecordedExchange recorded) {
        var type = BOUNDARY.matcher(recorded.request().header("content-type").orElseThrow());
        assertThat(type.find()).isTrue();
        var form = new ByteArrayOutputStream();
        var begin = "--" + type.group(1);
        for (var part : recorded.request().parts()) {
            form.writeBytes((begin + "\r\n" + part.head() + "\r\n\r\n").getBytes(ISO_8859_1));
            form.writeBytes(
                    part.head().contains("filename")
                            ? Arrays.copyOf(Pictures.png(64, 64), part.length())
                            : part.text().getBytes(StandardCharsets.UTF_8));
            form.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        form.writeBytes((begin + "--\r\n").getBytes(ISO_8859_1));
        return form.toByteArray();
    }
}
