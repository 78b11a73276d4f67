package io.headrace.orchestrator.runner.registration;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.runner.RunnerStage.SECRET;
import static io.headrace.orchestrator.runner.RunnerStage.card;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.byoc.RefusedException;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.orchestrator.runner.FakeRunner;
import io.headrace.orchestrator.runner.RunnerConfig;
import io.headrace.orchestrator.runner.RunnerStage;
import io.headrace.orchestrator.runner.registry.RunnerPace;
import io.headrace.transport.Headers;
import io.headrace.transport.address.AddressRules;
import io.headrace.wire.runner.Discovery;
import io.headrace.wire.runner.HeartbeatAnswer;
import io.headrace.wire.runner.RunnerMode;
import io.headrace.wire.runner.StaticRunner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in, who is listed, and who is forgotten. */
class HeartbeatTest {

    private RunnerStage stage;
    private FakeRunner runner;

    @BeforeEach
    void start() throws Exception {
        runner = new FakeRunner();
        stage = new RunnerStage(new FreeOfCharge(), RunnerStage.config());
    }

    @AfterEach
    void stop() {
        runner.close();
        stage.close();
    }

    private List<Discovery.Runner> discovered() throws Exception {
        return Discovery.decode(text(stage.get("/discovery")))
                .nodes()
                .getFirst()
                .runners();
    }

    private int unregister(String id, String authorization) throws Exception {
        return stage.call("POST", "/runners/" + id + "/unregister", Headers.of("Authorization", authorization), "")
                .status();
    }

    @Test
    void listsARunnerFromItsFirstHeartbeatOn() throws Exception {
        assertThat(text(stage.get("/discovery"))).isEqualTo("[{\"address\":\"" + RunnerStage.SERVICE_URI + "\"}]");

        var answer = stage.register(runner, ",\"version\":\"1\",\"metadata\":\"m\"");

        assertThat(answer.runnerId()).matches("runner_[a-z2-7]{8}");
        assertThat(answer.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(answer.timeToLive()).isEqualTo(Duration.ofSeconds(20));
        var listed = discovered().getFirst();
        assertThat(listed.url()).isEqualTo(RunnerStage.SERVICE_URI + "/apps/" + answer.runnerId() + "/session");
        assertThat(listed.app()).isEqualTo("demo/echo");
        assertThat(listed.mode()).isEqualTo(RunnerMode.PERSISTENT);
        assertThat(listed.room()).isEqualTo(new Discovery.Room(2, 0));
        assertThat(listed.price()).isEmpty();
        assertThat(stage.side.offerings()).hasSize(1);
    }

    @Test
    void tellsSecretAndChannelOnceAndAsksForThatSecretThen() throws Exception {
        var first = stage.register(runner, "");
        var secret = first.first().orElseThrow().secret();
        var again = card(runner.url(), ",\"runner_id\":\"" + first.runnerId() + "\"");

        var second = HeartbeatAnswer.decode(text(stage.heartbeat(secret, again)));

        assertThat(second.runnerId()).isEqualTo(first.runnerId());
        assertThat(second.first()).isEmpty();
        assertThat(stage.heartbeat(SECRET, again).status()).isEqualTo(401);
        assertThat(stage.channels.all()).hasSize(1);
        assertThat(discovered()).hasSize(1);
    }

    @Test
    void letsNobodyInWithoutTheSecret() throws Exception {
        assertThat(text(stage.heartbeat("wrong", card(runner.url(), ""))))
                .isEqualTo("invalid registration authorization\n");
        assertThat(discovered()).isEmpty();
    }

    @Test
    void letsARunnerLeaveByItsOwnSecretOnly() throws Exception {
        var answer = stage.register(runner, "");
        var secret = answer.first().orElseThrow().secret();

        assertThat(unregister(answer.runnerId(), SECRET)).isEqualTo(401);
        assertThat(unregister(answer.runnerId(), secret)).isEqualTo(204);

        assertThat(unregister(answer.runnerId(), secret)).isEqualTo(404);
        assertThat(discovered()).isEmpty();
        assertThat(stage.channels.all()).isEmpty();
    }

    @Test
    void forgetsASilentRunnerAndItsSessions() throws Exception {
        var answer = stage.register(runner, "");
        var session = stage.session(answer.runnerId());

        stage.pushedSeconds.set(21);

        Onlooker.await(() -> stage.side.offerings().isEmpty());
        assertThat(stage.post(RunnerStage.path(session.appUrl()), "{}").status())
                .isEqualTo(404);
        Onlooker.await(() -> stage.channels.all().isEmpty());
        var late = card(runner.url(), ",\"runner_id\":\"" + answer.runnerId() + "\"");
        assertThat(stage.heartbeat(answer.first().orElseThrow().secret(), late).status())
                .isEqualTo(401);
    }

    @Test
    void hidesWhoIsNotReady() throws Exception {
        var answer = stage.register(runner, ",\"status\":\"loading\"");

        assertThat(discovered()).isEmpty();
        assertThat(stage.post("/apps/" + answer.runnerId() + "/session", "{}").status())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://10.1.2.3:80 | '' | which is not public",
                "http://nobody.invalid | '' | which nobody knows",
                "ftp://127.0.0.1 | '' | invalid runner_url",
                "http://u:p@127.0.0.1 | '' | plain address",
                "http://127.0.0.1 | ,\"proxy\":\"https://x.example/{proxy}/y\" | invalid proxy",
                "http://127.0.0.1 | ,\"app\":\"text-to-image\" | built-in pipeline"
            })
    void refusesWhatItCannotReachOrOffer(String url, String more, String reason) throws Exception {
        var answer = stage.heartbeat(SECRET, card(url, more));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains(reason);
    }

    @Test
    void reachesNoPrivateAddressThatWasNotDeclared() throws Exception {
        var closed = RunnerConfig.of(WorkerSecret.of(SECRET), true, AddressRules.PUBLIC);
        try (var strict = new RunnerStage(new FreeOfCharge(), closed)) {
            assertThat(text(strict.heartbeat(SECRET, card(runner.url(), "")))).contains("which is not public");
        }
    }

    @Test
    void mayLetOnlyThoseInThatTheOperatorNames() throws Exception {
        var config = RunnerConfig.of(
                WorkerSecret.of(SECRET),
                false,
                RunnerStage.config().registration().addresses());
        try (var strict = new RunnerStage(new FreeOfCharge(), config)) {
            assertThat(strict.heartbeat(SECRET, card(runner.url(), "")).status())
                    .isEqualTo(404);
        }
    }

    private static String entry(String label, String url, String more) {
        return "{\"label\":\"" + label + "\",\"runner_url\":\"" + url + "\",\"health_url\":\"" + url
                + "/health\",\"app\":\"demo/static\"" + more + "}";
    }

    private void take(String... entries) throws Exception {
        stage.side.take(StaticRunner.decode("{\"runners\":[" + String.join(",", entries) + "]}"));
    }

    @Test
    void offersANamedRunnerOnceItsHealthIsGood() throws Exception {
        take(entry("one", runner.url(), ",\"routing\":\"label\",\"mode\":\"single-shot\""));

        Onlooker.await(() -> stage.side.offerings().size() == 1);
        assertThat(discovered().getFirst().url()).isEqualTo(RunnerStage.SERVICE_URI + "/apps/one/app");
        assertThat(text(stage.post("/apps/one/app/v1/run", "{}"))).contains("echo");
        assertThat(unregister("one", "x")).isEqualTo(400);
    }

    @Test
    void hidesANamedRunnerWhoseHealthIsAnotherStatus() throws Exception {
        var fast = RunnerPace.DEFAULT.withPoll(Duration.ofMillis(20));
        stage.close();
        stage = new RunnerStage(new FreeOfCharge(), RunnerStage.config().with(fast));
        take(entry("one", runner.url(), ",\"routing\":\"label\""));
        Onlooker.await(() -> stage.side.offerings().size() == 1);
        assertThat(stage.session("one").appUrl()).contains("/apps/one/session/");

        runner.healthStatus = 204;

        Onlooker.await(() -> stage.side.offerings().isEmpty());
        runner.healthStatus = 200;
        Onlooker.await(() -> stage.side.offerings().size() == 1);
        assertThat(stage.inUse()).isZero();
    }

    @Test
    void takesNothingOfAListWithOneBadEntry() {
        assertThatThrownBy(() -> take(entry("one", runner.url(), ""), entry("two", "http://10.0.0.1", "")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("runner two");
        assertThat(stage.side.offerings()).isEmpty();
    }

    @Test
    void listsPricesInWholeWeiAtTheRate() throws Exception {
        stage.close();
        stage = new RunnerStage(new PaidSetup().billing);
        stage.register(runner, ",\"price_info\":{\"price\":0.36,\"currency\":\"USD\",\"unit\":\"hour\"}");

        assertThat(text(stage.get("/discovery")))
                .contains("\"price_info\":{\"price\":33333333333,\"currency\":\"wei\",\"unit\":\"seconds\"}");
        assertThat(text(stage.heartbeat(
                        SECRET,
                        card(runner.url(), ",\"price_info\":{\"price\":1,\"currency\":\"EUR\",\"unit\":\"hour\"}"))))
                .isEqualTo("price_info.currency must be usd\n");
        assertThat(text(stage.heartbeat(SECRET, card(runner.url(), "")))).startsWith("price_info is required");
    }
}
