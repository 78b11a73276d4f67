package io.headrace.orchestrator.runner;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.runner.RunnerStage.card;
import static io.headrace.orchestrator.runner.RunnerStage.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.transport.Headers;
import io.headrace.wire.runner.HeartbeatAnswer;
import io.headrace.wire.runner.ProxyDocuments;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The orchestrator is started anew while runners work: nothing of a session survives, and everybody is told so. */
class RestartTest {

    private RunnerStage stage;
    private FakeRunner runner;

    @BeforeEach
    void start() throws Exception {
        runner = new FakeRunner();
        stage = new RunnerStage(new FreeOfCharge());
    }

    @AfterEach
    void stop() {
        runner.close();
        stage.close();
    }

    private void restart() throws Exception {
        stage.close();
        stage = new RunnerStage(new FreeOfCharge());
    }

    @Test
    void breaksOffWhatIsUnderWay() throws Exception {
        var grant = stage.session(stage.register(runner, "").runnerId());
        var events = stage.get(path(grant.appUrl()) + "/sse-that-hangs");

        stage.close();

        assertThatThrownBy(events::readAll).isInstanceOf(IOException.class);
    }

    @Test
    void knowsNoSessionOfBeforeAndNoAddressOfOne() throws Exception {
        var grant = stage.session(stage.register(runner, "").runnerId());
        stage.get(path(grant.appUrl()) + "/x").close();
        var control = path(runner.head().first("Livepeer-Session-Control").orElseThrow());
        var token = Headers.of(
                "Livepeer-Session-Token",
                runner.head().first("Livepeer-Session-Token").orElseThrow());
        var proxy = ProxyDocuments.Grant.decode(text(stage.call("POST", control + "/proxy", token, "{}")));

        restart();

        assertThat(text(stage.post(path(grant.appUrl()) + "/x", "{}"))).isEqualTo("runner not found\n");
        assertThat(stage.post(path(grant.controlUrl()) + "/stop", "").status()).isEqualTo(404);
        assertThat(stage.get(path(proxy.url()) + "/x").status()).isEqualTo(404);
        assertThat(stage.call("POST", control + "/stop", token, "").status()).isEqualTo(404);
    }

    /** As existing nodes do: the public guide says 404, robust runners register on both. */
    @Test
    void takesTheOldHeartbeatSecretForNobodys() throws Exception {
        var before = stage.register(runner, "");
        var again = card(runner.url(), ",\"runner_id\":\"" + before.runnerId() + "\"");

        restart();

        assertThat(stage.heartbeat(before.first().orElseThrow().secret(), again).status())
                .isEqualTo(401);
        var after = HeartbeatAnswer.decode(text(stage.heartbeat(RunnerStage.SECRET, again)));
        assertThat(after.runnerId()).isNotEqualTo(before.runnerId());
        assertThat(after.first()).isPresent();
        assertThat(after.sessions()).isEmpty();
        assertThat(stage.session(after.runnerId()).sessionId()).startsWith("session_");
    }

    @Test
    void tellsARunnerThatBelievesToHoldSessionsWhichItHolds() throws Exception {
        var before = stage.register(runner, "");
        var lost = stage.session(before.runnerId()).sessionId();

        restart();

        var claim = card(runner.url(), ",\"session_ids\":[\"" + lost + "\"]");
        var after = HeartbeatAnswer.decode(text(stage.heartbeat(RunnerStage.SECRET, claim)));
        assertThat(after.sessions()).isEmpty();
        assertThat(stage.inUse()).isZero();
    }
}
