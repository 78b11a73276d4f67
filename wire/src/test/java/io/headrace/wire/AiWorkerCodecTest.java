package io.headrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.wire.net.AIJobData;
import io.headrace.wire.net.GPUComputeInfo;
import io.headrace.wire.net.HardwareInformation;
import io.headrace.wire.net.NotifyAIJob;
import io.headrace.wire.net.RegisterAIWorkerRequest;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AiWorkerCodecTest {

    private static final ModelHardware.Gpu GPU = new ModelHardware.Gpu("GPU-fake", "Fake GPU", 8, 9, 1_000, 2_000);

    @ParameterizedTest
    @ValueSource(strings = {"G-003", "G-015"})
    void keepsTheMeaningOfARegistration(String id) throws Exception {
        var message = recorded(id);

        assertThat(AiWorkerCodec.encode(AiWorkerCodec.decode(message).orElseThrow()))
                .isEqualTo(message);
    }

    @Test
    void understandsARegistration() throws Exception {
        var registration = AiWorkerCodec.decode(recorded("G-003")).orElseThrow();

        assertThat(registration.secret()).isEqualTo("s3cr3t");
        assertThat(registration.toString()).doesNotContain("s3cr3t");
        assertThat(registration.capabilities().supported().contains(Capability.LIVE_VIDEO_TO_VIDEO))
                .isTrue();
        assertThat(registration.capabilities().constraints().perCapability().get(35))
                .isEqualTo(Map.of("noop", new ModelConstraint(true, 2, "0.14.1", 0)));
        assertThat(registration.hardware())
                .hasSize(10)
                .contains(new ModelHardware("live-video-to-video", "noop", Map.of("0", GPU)));
    }

    @Test
    void takesAWorkerWithoutCapabilitiesForOneOfOld() {
        var message = RegisterAIWorkerRequest.newBuilder().setSecret("s").build();

        assertThat(AiWorkerCodec.decode(message).orElseThrow().capabilities().supported())
                .isEqualTo(CapabilitySet.LEGACY);
    }

    @Test
    void refusesHardwareWithoutEnd() {
        var models = RegisterAIWorkerRequest.newBuilder()
                .addAllHardware(Collections.nCopies(1_001, HardwareInformation.getDefaultInstance()))
                .build();
        var cards = HardwareInformation.newBuilder();
        for (int card = 0; card < 65; card++) {
            cards.putGpuInfo("" + card, GPUComputeInfo.getDefaultInstance());
        }

        assertThat(AiWorkerCodec.decode(models)).isInstanceOf(Decoded.Refused.class);
        assertThat(AiWorkerCodec.decode(
                        RegisterAIWorkerRequest.newBuilder().addHardware(cards).build()))
                .isInstanceOf(Decoded.Refused.class);
    }

    @Test
    void writesATaskAsOrchestratorsDo() {
        var task =
                new AiTask(7, "image-to-image", "https://o/stream/a/b.tempfile", "{\"prompt\":\"x\",\"image\":null}");

        var message = AiWorkerCodec.encode(task);

        assertThat(message.getAIJobData().getRequestData().toStringUtf8())
                .isEqualTo("{\"input_url\":\"https://o/stream/a/b.tempfile\","
                        + "\"request\":{\"prompt\":\"x\",\"image\":null}}");
        assertThat(AiWorkerCodec.decode(message).orElseThrow()).isEqualTo(task);
    }

    @Test
    void asksForProgressBesideTheRequestWhereItIsWanted() {
        var task = new AiTask(7, "upscale", "", "{}", true);

        var message = AiWorkerCodec.encode(task);

        assertThat(message.getAIJobData().getRequestData().toStringUtf8())
                .isEqualTo("{\"input_url\":\"\",\"request\":{},\"progress\":true}");
        assertThat(AiWorkerCodec.decode(message).orElseThrow()).isEqualTo(task);
    }

    @Test
    void withdrawsATaskByItsNumberAlone() {
        var notice = new AiNotice.Withdrawn(7);

        var message = AiWorkerCodec.encode(notice);

        assertThat(message.hasAIJobData()).isFalse();
        assertThat(AiWorkerCodec.decode(message).orElseThrow()).isEqualTo(notice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"request\":[]}", "{\"input_url\":7}"})
    void refusesATaskThatMakesNoSense(String data) {
        assertThat(AiWorkerCodec.decode(job(data))).isInstanceOf(Decoded.Refused.class);
    }

    @Test
    void refusesATaskThatIsTooLarge() {
        var data = "{\"request\":{\"a\":\"" + "x".repeat(AiWorkerCodec.MAX_REQUEST_BYTES) + "\"}}";

        assertThat(AiWorkerCodec.decode(job(data))).isInstanceOf(Decoded.Refused.class);
    }

    private static NotifyAIJob job(String data) {
        return NotifyAIJob.newBuilder()
                .setAIJobData(AIJobData.newBuilder().setRequestData(ByteString.copyFromUtf8(data)))
                .build();
    }

    private static RegisterAIWorkerRequest recorded(String id) throws Exception {
        return RegisterAIWorkerRequest.parseFrom(
                RecordedExchanges.named(id).request().grpcMessages().getFirst());
    }
}
