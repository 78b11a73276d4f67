package io.headrace.orchestrator.runner.callback;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.runner.RunnerStage.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.runner.FakeRunner;
import io.headrace.orchestrator.runner.RunnerStage;
import io.headrace.orchestrator.runner.session.SessionLimits;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a runner does not get: too much, somebody else's, or another host. Three channels of all, one address a session. */
class RefusedWishTest {

    private RunnerStage stage;
    private FakeRunner runner;
    private String control;
    private String token;

    @BeforeEach
    void start() throws Exception {
        runner = new FakeRunner();
        stage = new RunnerStage(new FreeOfCharge(), RunnerStage.patient().with(new SessionLimits(4, 3, 1)));
        open();
    }

    private void open() throws Exception {
        var grant = stage.session(stage.register(runner, "").runnerId());
        stage.get(path(grant.appUrl()) + "/x").close();
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

    private static String channels(int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(number -> "{\"name\":\"c" + number + "\"}")
                .collect(Collectors.joining(",", "{\"channels\":[", "]}"));
    }

    @Test
    void noMoreChannelsThanAllSessionsMayHave() throws Exception {
        assertThat(wish("POST", "/channels", channels(0, 3)).status()).isEqualTo(200);
        open();

        var refused = wish("POST", "/channels", channels(0, 1));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(text(refused)).isEqualTo("no more channels can be made just now\n");
    }

    @Test
    void noMoreChannelsAtOnceThanADocumentMayName() throws Exception {
        assertThat(wish("POST", "/channels", channels(0, 26)).status()).isEqualTo(400);
    }

    @Test
    void noMoreAddressesThanASessionMayHave() throws Exception {
        assertThat(wish("POST", "/proxy", "{}").status()).isEqualTo(200);

        var refused = wish("POST", "/proxy", "{}");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(text(refused)).isEqualTo("this session has all the proxies that it may have\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "http://localhost",
                "http://user@127.0.0.1/",
                "http://127.0.0.1/?q=1",
                "http://127.0.0.1/#f"
            })
    void noAddressThatLeadsElsewhere(String target) throws Exception {
        assertThat(wish("POST", "/proxy", "{\"target_url\":\"" + target + "\"}").status())
                .isEqualTo(400);
        assertThat(wish("POST", "/proxy", "{}").status()).as("none was used up").isEqualTo(200);
    }

    @Test
    void nothingOfAnotherSessionOfItsOwn() throws Exception {
        var first = control;
        var firstToken = token;
        open();

        assertThat(stage.call("POST", control + "/stop", Headers.of("Livepeer-Session-Token", firstToken), "")
                        .status())
                .isEqualTo(401);
        assertThat(stage.call("POST", first + "/stop", Headers.of("Livepeer-Session-Token", firstToken), "")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void nothingForNobody() throws Exception {
        control = "/runner/nobody/session/s";

        var refused = wish("POST", "/channels", channels(0, 1));

        assertThat(refused.status()).isEqualTo(404);
        assertThat(text(refused)).isEqualTo("runner not found\n");
    }

    @Test
    void nothingMoreOnceTheSessionIsOver() throws Exception {
        wish("POST", "/stop", "").close();
        Onlooker.await(() -> stage.inUse() == 0);

        for (var what : new String[] {"/channels", "/proxy", "/stop"}) {
            var refused = wish("POST", what, channels(0, 1));
            assertThat(refused.status()).isEqualTo(404);
            assertThat(text(refused)).isEqualTo("runner session not found\n");
        }
    }

    @Test
    void nothingForADocumentWithoutEnd() throws Exception {
        assertThat(wish("POST", "/channels", "x".repeat(70_000)).status()).isEqualTo(413);
    }

    @Test
    void nothingForANameThatNoChannelCanHave() throws Exception {
        assertThat(wish("POST", "/channels", "{\"channels\":[{\"name\":\"../other\"}]}")
                        .status())
                .isEqualTo(400);
        assertThat(stage.channels.all()).as("the runner's own").hasSize(1);
    }
}
