package io.headrace.orchestrator.runner.callback;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.runner.RunnerStage.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.runner.FakeRunner;
import io.headrace.orchestrator.runner.RunnerStage;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.wire.runner.ChannelDocuments;
import io.headrace.wire.runner.ProxyDocuments;
import io.headrace.wire.runner.SessionGrant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runners want for their sessions. */
class CallbackTest {

    private RunnerStage stage;
    private FakeRunner runner;
    private SessionGrant grant;
    private String control;
    private String token;

    @BeforeEach
    void start() throws Exception {
        runner = new FakeRunner();
        stage = new RunnerStage(new FreeOfCharge());
        open("");
    }

    private void open(String more) throws Exception {
        grant = stage.session(stage.register(runner, more).runnerId());
        stage.get(path(grant.appUrl()) + "/v1/run").close();
        control = path(runner.head().first("Livepeer-Session-Control").orElseThrow());
        token = runner.head().first("Livepeer-Session-Token").orElseThrow();
    }

    @AfterEach
    void stop() {
        runner.close();
        stage.close();
    }

    private Answer wish(String method, String what, String body) throws Exception {
        return stage.call(method, control + what, Headers.of("Livepeer-Session-Token", token), body);
    }

    @Test
    void makesChannelsOnceAndTakesThemAway() throws Exception {
        var wanted = "{\"channels\":[{\"name\":\"in\",\"mime_type\":\"video/MP2T\"},{\"name\":\"a/b\"}]}";

        var made = ChannelDocuments.decodeMade(text(wish("POST", "/channels", wanted)));
        var again = ChannelDocuments.decodeMade(text(wish("POST", "/channels", wanted)));

        assertThat(again).isEqualTo(made);
        assertThat(made.getFirst().channel()).isEqualTo(grant.sessionId() + "-in");
        assertThat(stage.post(path(made.getFirst().url()) + "/0", "media").status())
                .isEqualTo(200);
        assertThat(text(stage.get(path(made.getFirst().internalUrl()) + "/0"))).isEqualTo("media");
        assertThat(wish("DELETE", "/channels", "{\"channels\":[\"in\",\"zz\"]}").status())
                .isEqualTo(404);
        assertThat(text(wish("DELETE", "/channels", "{\"channels\":[\"in\"]}"))).isEqualTo("{\"deleted\":[\"in\"]}");
        assertThat(stage.get(path(made.getFirst().url()) + "/0").status()).isEqualTo(404);
    }

    @Test
    void takesChannelsAwayWithTheSession() throws Exception {
        wish("POST", "/channels", "{\"channels\":[{\"name\":\"in\"}]}").close();
        assertThat(stage.channels.all()).hasSize(2);

        assertThat(wish("POST", "/stop", "").status()).isEqualTo(204);

        Onlooker.await(() -> stage.channels.all().size() == 1);
        assertThat(wish("POST", "/channels", "{\"channels\":[{\"name\":\"in\"}]}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void makesNoMoreThanASessionMayHave() throws Exception {
        for (int i = 0; i < ChannelDocuments.MAX_CHANNELS; i++) {
            wish("POST", "/channels", "{\"channels\":[{\"name\":\"c" + i + "\"}]}")
                    .close();
        }

        assertThat(wish("POST", "/channels", "{\"channels\":[{\"name\":\"more\"}]}")
                        .status())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"channels\":[{\"name\":\"a b\"}]}", "nonsense", "[]"})
    void refusesWhatMakesNoSense(String wish) throws Exception {
        assertThat(wish("POST", "/channels", wish).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/channels", "/proxy", "/stop"})
    void askWhoAsksFirst(String what) throws Exception {
        assertThat(text(stage.call("POST", control + what, Headers.of("Livepeer-Session-Token", "x"), "{}")))
                .isEqualTo("invalid authorization\n");
        assertThat(stage.post(control + what, "{}").status()).isEqualTo(401);
        assertThat(stage.inUse()).isEqualTo(1);
    }

    @Test
    void leadsAGeneratedAddressToTheRunnerForAsLongAsTheSessionLasts() throws Exception {
        var proxy = ProxyDocuments.Grant.decode(text(wish("POST", "/proxy", "{}")));
        assertThat(proxy.url()).isEqualTo(RunnerStage.SERVICE_URI + "/run/" + proxy.proxyId());

        assertThat(text(stage.post(path(proxy.url()) + "/v1/deep/run?a=b", "{}")))
                .contains("echo");
        assertThat(runner.asked).last().isEqualTo("POST /v1/deep/run?a=b");

        wish("POST", "/stop", "").close();
        Onlooker.await(() -> stage.inUse() == 0);
        assertThat(stage.get(path(proxy.url()) + "/x").status()).isEqualTo(404);
    }

    @Test
    void leadsToAnotherResourceOfTheSameHostOnly() throws Exception {
        var target = "{\"target_url\":\"" + runner.url() + "/base\"}";
        var proxy = ProxyDocuments.Grant.decode(text(wish("POST", "/proxy", target)));
        stage.get(path(proxy.url()) + "/x").close();
        assertThat(runner.asked).last().isEqualTo("GET /base/x");

        assertThat(wish("POST", "/proxy", "{\"target_url\":\"http://169.254.169.254/\"}")
                        .status())
                .isEqualTo(400);
        assertThat(wish("POST", "/proxy", "{\"target_url\":\"" + runner.url() + "/#f\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void writesAddressesInTheFormThatTheRunnerRegistered() throws Exception {
        open(",\"proxy\":\"https://{proxy}.apps.example\"");

        var proxy = ProxyDocuments.Grant.decode(text(wish("POST", "/proxy", "")));

        assertThat(proxy.url()).isEqualTo("https://" + proxy.proxyId() + ".apps.example");
        assertThat(text(stage.get("/run/" + proxy.proxyId() + "/v1"))).contains("echo");
    }
}
