package io.headrace.sdk.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.sdk.register.RegistrationRefusedException;
import io.headrace.sdk.register.ScriptedOrchestrator;
import io.headrace.sdk.serve.TestPipelines.Echoing;
import io.headrace.sdk.spec.PipelineSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server and its orchestrator. */
class EnrolledServerTest {

    private static Map<String, String> environment(ScriptedOrchestrator orchestrator) {
        return Map.of(
                "HOST", "127.0.0.1",
                "PORT", "0",
                "ORCH_URL", orchestrator.url().toString(),
                "ORCH_SECRET", "secret",
                "CAPABILITY_URL", "http://127.0.0.1:8000");
    }

    @Test
    void isKnownWhileItServes() throws Exception {
        var echoing = new Echoing();
        try (var orchestrator = new ScriptedOrchestrator()) {
            var settings = ServerSettings.of(PipelineSpec.of(echoing), environment(orchestrator));
            try (var server = PipelineServer.start(echoing, settings)) {
                assertThat(orchestrator.next().path()).isEqualTo("/capability/register");
                assertThat(server.port()).isPositive();
            }
            assertThat(orchestrator.next())
                    .isEqualTo(new ScriptedOrchestrator.Heard("/capability/unregister", "secret", "echo"));
        }
    }

    @Test
    void programEndsWithASentenceWhenTheSecretIsWrong() throws Exception {
        try (var orchestrator = new ScriptedOrchestrator(400)) {
            assertThatThrownBy(() -> PipelineServer.serve(new Echoing(), environment(orchestrator)))
                    .isInstanceOf(RegistrationRefusedException.class)
                    .hasMessageContaining("Is ORCH_SECRET the secret");
        }
    }
}
