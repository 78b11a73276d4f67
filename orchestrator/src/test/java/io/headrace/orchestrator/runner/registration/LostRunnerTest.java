package io.headrace.orchestrator.runner.registration;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.runner.RunnerStage.card;
import static io.headrace.orchestrator.runner.RunnerStage.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.runner.FakeRunner;
import io.headrace.orchestrator.runner.RunnerStage;
import io.headrace.transport.Headers;
import io.headrace.wire.runner.HeartbeatAnswer;
import io.headrace.wire.runner.SessionGrant;
import io.headrace.wire.runner.SessionNews;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runners that fall silent, leave, shrink or say what is not so, while somebody uses them. */
class LostRunnerTest {

    private RunnerStage stage;
    private FakeRunner runner;
    private HeartbeatAnswer entry;

    @BeforeEach
    void start() throws Exception {
        runner = new FakeRunner();
        stage = new RunnerStage(new FreeOfCharge(), RunnerStage.config());
        entry = stage.register(runner, "");
    }

    @AfterEach
    void stop() {
        runner.close();
        stage.close();
    }

    private String again(String more) {
        return card(runner.url(), ",\"runner_id\":\"" + entry.runnerId() + "\"" + more);
    }

    private HeartbeatAnswer beat(String more) throws Exception {
        return HeartbeatAnswer.decode(
                text(stage.heartbeat(entry.first().orElseThrow().secret(), again(more))));
    }

    @Test
    void cutsOffWhatIsUnderWayWithOneThatFellSilent() throws Exception {
        var grant = stage.session(entry.runnerId());
        var events = stage.get(path(grant.appUrl()) + "/sse-that-hangs");

        stage.pushedSeconds.set(21);

        assertThatThrownBy(events::readAll).isInstanceOf(IOException.class);
    }

    @Test
    void cutsOffWhatIsUnderWayWithOneThatLeft() throws Exception {
        var grant = stage.session(entry.runnerId());
        var events = stage.get(path(grant.appUrl()) + "/sse-that-hangs");
        var secret = Headers.of("Authorization", entry.first().orElseThrow().secret());

        stage.call("POST", "/runners/" + entry.runnerId() + "/unregister", secret, "")
                .close();

        assertThatThrownBy(events::readAll).isInstanceOf(IOException.class);
        assertThat(stage.post("/apps/" + entry.runnerId() + "/session", "{}").status())
                .isEqualTo(404);
    }

    @Test
    void keepsSessionsOfOneThatIsLoadingAndOpensNone() throws Exception {
        var grant = stage.session(entry.runnerId());

        beat(",\"status\":\"loading\"");

        assertThat(stage.post(path(grant.appUrl()) + "/x", "{}").status()).isEqualTo(200);
        var refused = stage.post("/apps/" + entry.runnerId() + "/session", "{}");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(text(refused)).isEqualTo("runner is not ready\n");
    }

    @Test
    void endsNoSessionOfOneThatSaysItCanDoLessAndOpensNoMore() throws Exception {
        stage.session(entry.runnerId());
        stage.session(entry.runnerId());

        var shrunk = HeartbeatAnswer.decode(text(stage.heartbeat(
                entry.first().orElseThrow().secret(), again("").replace("\"capacity\":2", "\"capacity\":1"))));

        assertThat(shrunk.sessions()).hasSize(2);
        assertThat(text(stage.post("/apps/" + entry.runnerId() + "/session", "{}")))
                .isEqualTo("runner has all of its 1 sessions\n");
    }

    @Test
    void tellsTheSessionsOldestFirstWhateverTheRunnerBelieves() throws Exception {
        var first = stage.session(entry.runnerId()).sessionId();
        var second = stage.session(entry.runnerId()).sessionId();

        assertThat(beat(",\"session_ids\":[\"forged\"]").sessions()).containsExactly(first, second);
    }

    @Test
    void followsARunnerToAnotherAddress() throws Exception {
        var grant = stage.session(entry.runnerId());
        try (var elsewhere = new FakeRunner()) {
            var moved = again("").replace(runner.url(), elsewhere.url());
            stage.heartbeat(entry.first().orElseThrow().secret(), moved).close();

            stage.get(path(grant.appUrl()) + "/x").close();

            assertThat(elsewhere.asked).containsExactly("GET /x");
            assertThat(runner.asked).isEmpty();
        }
    }

    @Test
    void keepsWhatItKnowsWhenALaterHeartbeatIsNotTaken() throws Exception {
        var secret = entry.first().orElseThrow().secret();

        assertThat(stage.heartbeat(secret, again("").replace(runner.url(), "http://10.1.2.3"))
                        .status())
                .isEqualTo(400);
        assertThat(stage.heartbeat(secret, again(",\"app\":\"text-to-image\"")).status())
                .isEqualTo(400);

        stage.get(path(stage.session(entry.runnerId()).appUrl()) + "/x").close();
        assertThat(runner.asked).containsExactly("GET /x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{}", "{\"app\":7}", "\u0000", "{\"runner_url\":[]}"})
    void refusesAHeartbeatThatMakesNoSense(String body) throws Exception {
        assertThat(stage.heartbeat(RunnerStage.SECRET, body).status()).isEqualTo(400);
    }

    @Test
    void readsNoHeartbeatWithoutEnd() throws Exception {
        var flood = card(runner.url(), ",\"metadata\":\"" + "x".repeat(1 << 21) + "\"");

        assertThat(stage.heartbeat(RunnerStage.SECRET, flood).status()).isEqualTo(413);
    }

    @Test
    void tellsEachRunnerThatItsSessionIsOverWhoeverEndedIt() throws Exception {
        var events = path(entry.first().orElseThrow().events().url());
        SessionGrant grant = stage.session(entry.runnerId());
        stage.post(path(grant.controlUrl()) + "/stop", "").close();

        assertThat(SessionNews.decode(text(stage.get(events + "/0")))).isInstanceOf(SessionNews.Reserved.class);
        assertThat(SessionNews.decode(text(stage.get(events + "/1"))))
                .isInstanceOfSatisfying(
                        SessionNews.Released.class,
                        news -> assertThat(news.session()).isEqualTo(grant.sessionId()));
    }

    @Test
    void leavesNoPriceBehindOfWhoLeft() throws Exception {
        stage.close();
        stage = new RunnerStage(new PaidSetup().billing, RunnerStage.config());
        stage.register(runner, RunnerStage.IN_WEI);
        var offering = stage.side.offerings().getFirst();
        assertThat(stage.side.price(offering)).isPresent();

        stage.pushedSeconds.set(21);

        Onlooker.await(() -> stage.side.price(offering).isEmpty());
    }
}
