package io.headrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
    private static final int LIVE = Capability.LIVE_VIDEO_TO_VIDEO.id();
    private static final Capabilities OFFER = Capabilities.offer(CapabilitySet.DEFAULT, 1, "0.9.1-176aa415");
    private static final Capabilities REQUEST =
            Capabilities.request(CapabilitySet.of(Capability.H264, Capability.MPEGTS, Capability.AUTH_TOKEN));

    @Test
    void acceptsWhatIsOffered() {
        assertThat(REQUEST.compatibilityWith(OFFER)).isEqualTo(new Compatibility.Compatible());
    }

    @Test
    void namesTheCapabilityThatIsMissing() {
        var request = Capabilities.request(CapabilitySet.of(Capability.H264, Capability.HEVC_ENCODE));

        assertThat(request.compatibilityWith(OFFER))
                .isEqualTo(new Compatibility.CapabilityMissing(CapabilitySet.of(Capability.HEVC_ENCODE)));
    }

    @Test
    void namesTheMandatoryFeatureThatARequestLacks() {
        var offer = new Capabilities(
                CapabilitySet.DEFAULT,
                CapabilitySet.of(Capability.AUTH_TOKEN, Capability.GOP),
                Map.of(),
                "",
                Constraints.NONE);

        assertThat(REQUEST.compatibilityWith(offer))
                .isEqualTo(new Compatibility.MandatoryMissing(CapabilitySet.of(Capability.GOP)));
    }

    @Test
    void namesTheVersionThatIsTooLow() {
        assertThat(REQUEST.requiringVersion("0.9.2").compatibilityWith(OFFER))
                .isEqualTo(new Compatibility.VersionTooLow("0.9.2", "0.9.1-176aa415"));
        assertThat(REQUEST.requiringVersion("0.9.1").compatibilityWith(OFFER).isCompatible())
                .isTrue();
    }

    @Test
    void takesANodeWithoutCapabilitiesForAnOldOne() {
        assertThat(Capabilities.request(CapabilitySet.of(Capability.H264))
                        .compatibilityWithLegacyNode()
                        .isCompatible())
                .isTrue();
        assertThat(REQUEST.compatibilityWithLegacyNode())
                .isEqualTo(new Compatibility.CapabilityMissing(CapabilitySet.of(Capability.AUTH_TOKEN)));
    }

    @Nested
    class OfModels {
        private final Capabilities offer = live(new ModelConstraint(false, 1, "1.2.0", 0));

        @Test
        void acceptsTheModelThatIsThere() {
            assertThat(live(new ModelConstraint(false, 0, "", 0))
                            .compatibilityWith(offer)
                            .isCompatible())
                    .isTrue();
        }

        @Test
        void namesTheModelThatIsMissing() {
            assertThat(with(Map.of(LIVE, Map.of("other", new ModelConstraint(false, 0, "", 0))))
                            .compatibilityWith(offer))
                    .isEqualTo(new Compatibility.ModelMissing(LIVE, "other"));
        }

        @Test
        void namesTheModelThatIsCold() {
            assertThat(live(new ModelConstraint(true, 0, "", 0)).compatibilityWith(offer))
                    .isEqualTo(new Compatibility.ModelCold(LIVE, "model"));
        }

        @Test
        void namesTheRunnerThatIsTooOld() {
            assertThat(live(new ModelConstraint(false, 0, "1.3", 0)).compatibilityWith(offer))
                    .isEqualTo(new Compatibility.RunnerTooOld(LIVE, "model", "1.3", "1.2.0"));
        }

        @Test
        void letsACapabilityPassAboutWhichNothingIsOffered() {
            var request = with(Map.of(30, Map.of("any", new ModelConstraint(true, 0, "", 0))));

            assertThat(request.compatibilityWith(offer).isCompatible()).isTrue();
        }

        private static Capabilities live(ModelConstraint constraint) {
            return with(Map.of(LIVE, Map.of("model", constraint)));
        }

        private static Capabilities with(Map<Integer, Map<String, ModelConstraint>> models) {
            return new Capabilities(
                    CapabilitySet.of(Capability.LIVE_VIDEO_TO_VIDEO),
                    CapabilitySet.EMPTY,
                    Map.of(),
                    "",
                    new Constraints("", models));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.9.1, 0.9.1, true",
        "0.9.1-176aa415, 0.9.1, true",
        "0.9.0, 0.9.1-post, false",
        "1.0.0, 0.9.9, true",
        "v0.10.0, 0.9.9, true",
        "0.9, 0.9.0, true",
        "undefined, 0.1.0, false",
        "'', 0.1.0, false",
        "undefined, '', true",
        "garbage, 0.1.0, false",
        "0.1.0, garbage, true",
        "99999999999999999999.0.0, 0.1.0, false",
    })
    void comparesVersionsAsPeersDo(String offered, String minimum, boolean satisfied) {
        assertThat(VersionRule.satisfies(offered, minimum)).isEqualTo(satisfied);
    }
}
