package io.headrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.pipeline.PipelineRegistry.Registration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineRegistryTest {
    private static final Pipeline ECHO = pipeline("echo", PricingUnit.SECOND);

    @Test
    void knowsVideoTranscodingFromTheBeginning() {
        var found = PipelineRegistry.builtIn().find(new PipelineName("video-transcoding"));

        assertThat(found).contains(Pipeline.VIDEO_TRANSCODING);
        assertThat(found.orElseThrow().unit()).isEqualTo(PricingUnit.PIXEL);
    }

    @Test
    void knowsLiveVideoToVideoFromTheBeginning() {
        var found = PipelineRegistry.builtIn().find(new PipelineName("live-video-to-video"));

        assertThat(found).contains(Pipeline.LIVE_VIDEO_TO_VIDEO);
        assertThat(Capability.ofPipelineName("live-video-to-video"))
                .contains(Pipeline.LIVE_VIDEO_TO_VIDEO.capability());
    }

    @Test
    void takesAPipelineAndGivesItUpAgain() {
        var with = registered(PipelineRegistry.builtIn(), ECHO);

        assertThat(with.find(ECHO.name())).contains(ECHO);
        assertThat(with.all()).containsExactly(ECHO, Pipeline.LIVE_VIDEO_TO_VIDEO, Pipeline.VIDEO_TRANSCODING);
        assertThat(with.without(ECHO.name()).find(ECHO.name())).isEmpty();
        assertThat(PipelineRegistry.builtIn().find(ECHO.name())).isEmpty();
    }

    @Test
    void leavesANameToWhoeverHasIt() {
        var with = registered(PipelineRegistry.builtIn(), ECHO);

        assertThat(with.register(pipeline("echo", PricingUnit.TOKEN))).isEqualTo(new Registration.NameTaken(ECHO));
        assertThat(registered(with, ECHO)).isSameAs(with);
    }

    @Test
    void isLimited() {
        var registry = PipelineRegistry.builtIn();
        for (int i = registry.all().size(); i < PipelineRegistry.MAX_PIPELINES; i++) {
            registry = registered(registry, pipeline("p" + i, PricingUnit.SECOND));
        }

        assertThat(registry.register(ECHO)).isEqualTo(new Registration.RegistryFull(PipelineRegistry.MAX_PIPELINES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a b", "a\nb", "ü"})
    void refusesNamesThatWouldBreakPathsOrLogs(String name) {
        assertThatThrownBy(() -> new PipelineName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesADescriptorThatContradictsItsClass() {
        assertThatThrownBy(() -> new Pipeline(
                        new PipelineName("live"),
                        PipelineClass.REALTIME,
                        PayloadFormat.of("video/mp2t"),
                        PayloadFormat.of("video/mp2t"),
                        PricingUnit.SECOND,
                        Interaction.REQUEST_RESPONSE,
                        Capability.LIVE_VIDEO_TO_VIDEO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PipelineRegistry registered(PipelineRegistry registry, Pipeline pipeline) {
        return ((Registration.Registered) registry.register(pipeline)).registry();
    }

    private static Pipeline pipeline(String name, PricingUnit unit) {
        return new Pipeline(
                new PipelineName(name),
                PipelineClass.BATCH,
                PayloadFormat.of("application/json"),
                PayloadFormat.of("application/json"),
                unit,
                Interaction.REQUEST_RESPONSE,
                Capability.BYOC);
    }
}
