package io.headrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.wire.net.OrchestratorRequest;
import org.junit.jupiter.api.Test;

/** Asking for a model, and offering one, as existing nodes do. */
class ModelRequestTest {

    @Test
    void asksForALiveModelAsExistingGatewaysDo() throws Exception {
        var recorded = OrchestratorRequest.parseFrom(
                RecordedExchanges.named("E-071").request().grpcMessages().getFirst());
        var needed = Capabilities.requestModel(Capability.LIVE_VIDEO_TO_VIDEO, "noop", "0.9.1-176aa415");

        var asked = InfoRequestCodec.encode(InfoRequest.offChain(needed));

        assertThat(asked.getCapabilities()).isEqualTo(recorded.getCapabilities());
    }

    @Test
    void findsTheLiveModelOfAnExistingOrchestrator() throws Exception {
        var offer = OrchestratorInfoCodec.decode(
                        io.headrace.wire.net.OrchestratorInfo.parseFrom(RecordedExchanges.named("E-071")
                                .response()
                                .grpcMessages()
                                .getFirst()))
                .orElseThrow()
                .capabilities()
                .orElseThrow();

        assertThat(offer.constraints().perCapability().get(35))
                .containsEntry("noop", new ModelConstraint(true, 0, "0.14.1", 0));
        assertThat(Capabilities.requestModel(Capability.LIVE_VIDEO_TO_VIDEO, "noop")
                        .compatibilityWith(offer)
                        .isCompatible())
                .isTrue();
        assertThat(Capabilities.requestModel(Capability.LIVE_VIDEO_TO_VIDEO, "edges")
                        .compatibilityWith(offer)
                        .isCompatible())
                .isFalse();
    }
}
