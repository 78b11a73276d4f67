package io.headrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelCapabilitiesTest {
    private static final int LIVE = Capability.LIVE_VIDEO_TO_VIDEO.id();
    private static final ModelConstraint WARM = new ModelConstraint(true, 2, "0.14.1", 1);
    private static final Capabilities NODE = Capabilities.offer(CapabilitySet.DEFAULT, 4, "0.9.1");
    private static final Capabilities OFFER = NODE.withModel(Capability.LIVE_VIDEO_TO_VIDEO, "noop", WARM);

    @Test
    void offersAModelBesideWhatIsOffered() {
        assertThat(OFFER.supported().contains(Capability.LIVE_VIDEO_TO_VIDEO)).isTrue();
        assertThat(OFFER.supported().contains(Capability.H264)).isTrue();
        assertThat(OFFER.capacities()).containsEntry(LIVE, 1).containsEntry(0, 4);
        assertThat(OFFER.constraints().perCapability()).isEqualTo(Map.of(LIVE, Map.of("noop", WARM)));
    }

    @Test
    void offersSeveralModelsOfOneCapability() {
        var both = OFFER.withModel(Capability.LIVE_VIDEO_TO_VIDEO, "edges", WARM);

        assertThat(both.constraints().perCapability().get(LIVE)).containsOnlyKeys("edges", "noop");
        assertThat(both.capacities()).containsEntry(LIVE, 1);
    }

    @Test
    void findsANodeThatHasTheModel() {
        assertThat(Capabilities.requestModel(Capability.LIVE_VIDEO_TO_VIDEO, "noop")
                        .compatibilityWith(OFFER)
                        .isCompatible())
                .isTrue();
    }

    @Test
    void leavesNodesOutThatHaveOtherModels() {
        assertThat(Capabilities.requestModel(Capability.LIVE_VIDEO_TO_VIDEO, "edges")
                        .compatibilityWith(OFFER))
                .isEqualTo(new Compatibility.ModelMissing(LIVE, "edges"));
    }

    @Test
    void leavesNodesOutThatHaveNoModels() {
        assertThat(Capabilities.requestModel(Capability.LIVE_VIDEO_TO_VIDEO, "noop")
                        .compatibilityWith(NODE))
                .isEqualTo(new Compatibility.CapabilityMissing(CapabilitySet.of(Capability.LIVE_VIDEO_TO_VIDEO)));
    }
}
