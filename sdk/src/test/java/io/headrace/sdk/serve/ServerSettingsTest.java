package io.headrace.sdk.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.headrace.pipeline.Metering;
import io.headrace.pipeline.PricingUnit;
import io.headrace.sdk.register.Offer;
import io.headrace.sdk.register.Rhythm;
import io.headrace.sdk.serve.TestPipelines.Echoing;
import io.headrace.sdk.spec.PipelineSpec;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSettingsTest {
    private static final PipelineSpec SPEC = PipelineSpec.of(new Echoing());

    @Test
    void hasADefaultForEverything() {
        assertThat(ServerSettings.of(SPEC, Map.of()))
                .isEqualTo(new ServerSettings(
                        "0.0.0.0",
                        8_000,
                        Identity.UNNAMED,
                        new RunLimits(1, 8 << 20, Duration.ofSeconds(60), Duration.ofSeconds(5)),
                        new Enrolment.Nowhere()));
    }

    @Test
    void readsTheNetworksVariables() {
        var environment = new HashMap<>(Map.of(
                "HOST", "127.0.0.1",
                "PORT", "9000",
                "AUTH_TOKEN", "bearer",
                "MODEL_ID", "m",
                "VERSION", "2",
                "MAX_BODY_BYTES", "100",
                "DEADLINE_SECONDS", "7",
                "ORCH_URL", "https://orchestrator:8935",
                "ORCH_SECRET", "hush",
                "CAPABILITY_URL", "http://app:9000"));
        environment.putAll(Map.of(
                "CAPABILITY_NAME", "my-echo",
                "CAPABILITY_DESCRIPTION", "Mine.",
                "CAPABILITY_CAPACITY", "3",
                "CAPABILITY_PRICE_PER_UNIT", "5",
                "CAPABILITY_PRICE_SCALING", "6",
                "CAPABILITY_MOST_UNITS", "7",
                "CAPABILITY_RENEWAL_SECONDS", "9"));

        var settings = ServerSettings.of(SPEC, environment);

        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(9_000);
        assertThat(settings.identity()).isEqualTo(new Identity("m", "2", "bearer"));
        assertThat(settings.limits()).isEqualTo(new RunLimits(3, 100, Duration.ofSeconds(7), Duration.ofSeconds(5)));
        assertThat(settings.enrolment())
                .asInstanceOf(type(Enrolment.At.class))
                .isEqualTo(new Enrolment.At(
                        URI.create("https://orchestrator:8935"),
                        "hush",
                        new Offer(
                                "my-echo",
                                "Mine.",
                                URI.create("http://app:9000"),
                                3,
                                new Offer.Price(5, 6, Metering.of(PricingUnit.CHARACTER, 7)),
                                "bearer",
                                "application/json",
                                SPEC.inputSchema()),
                        Rhythm.renewing(Duration.ofSeconds(9))));
        assertThat(settings.toString()).doesNotContain("hush").doesNotContain("bearer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PORT                | http  | PORT is \"http\"; a whole number from 0 to 65535 is wanted",
                "PORT                | 65536 | PORT is \"65536\"; a whole number from 0 to 65535 is wanted",
                "CAPABILITY_CAPACITY | 0     | CAPABILITY_CAPACITY is \"0\"; a whole number from 1 to 4096 is wanted",
                "ORCH_URL            | o:1   | CAPABILITY_URL is \"\"; the address under which the orchestrator",
            })
    void saysWhichVariableIsWrong(String variable, String value, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSettings.of(SPEC, Map.of(variable, value)))
                .withMessageContaining(sentence);
    }
}
