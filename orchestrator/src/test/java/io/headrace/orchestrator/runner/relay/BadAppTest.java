package io.headrace.orchestrator.runner.relay;

import static io.headrace.orchestrator.Onlooker.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.runner.RunnerStage;
import io.headrace.wire.runner.HeartbeatAnswer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that hang, lie, flood or die: whoever calls them is answered, and gets the place back. */
class BadAppTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

    private RunnerStage stage;

    @BeforeEach
    void start() throws Exception {
        var limits = RelayLimits.DEFAULT
                .withUntilAnswer(SHORT)
                .withSilence(SHORT.multipliedBy(3))
                .withAnswerBytes(10_000);
        stage = new RunnerStage(new FreeOfCharge(), RunnerStage.patient().with(limits));
    }

    @AfterEach
    void stop() {
        Onlooker.await(() -> stage.inUse() == 0);
        stage.close();
    }

    /** Where the application is called once. */
    private String once(RudeApp app) throws Exception {
        var card = RunnerStage.card(app.url(), ",\"mode\":\"single-shot\"");
        var answer = HeartbeatAnswer.decode(text(stage.heartbeat(RunnerStage.SECRET, card)));
        return "/apps/" + answer.runnerId() + "/app/run";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Le"})
    void answers502ForOneThatSpeaksNoHttp(String garbage) throws Exception {
        try (var app = RudeApp.saying(garbage)) {
            assertThat(stage.get(once(app)).status()).isEqualTo(502);
        }
    }

    @Test
    void answers502ForOneWithoutAnEndToItsHead() throws Exception {
        var flood = "X-More: " + "x".repeat(1_000) + "\r\n";
        try (var app = new RudeApp(asker -> {
            RudeApp.say(asker, OK);
            for (int i = 0; i < 100_000; i++) {
                RudeApp.say(asker, flood);
            }
        })) {
            assertThat(stage.get(once(app)).status()).isEqualTo(502);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Le"})
    void answers504ForOneThatHangs(String beginning) throws Exception {
        try (var app = RudeApp.stuckAfter(beginning)) {
            var answer = stage.get(once(app));

            assertThat(answer.status()).isEqualTo(504);
            assertThat(text(answer)).contains(SHORT.toString());
        }
    }

    @Test
    void breaksOffAnAnswerThatIsCutShort() throws Exception {
        try (var app = RudeApp.saying(OK + "Content-Length: 100\r\n\r\nten bytes.")) {
            assertThatThrownBy(() -> text(stage.get(once(app)))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void breaksOffAnAnswerWhoseChunksMakeNoSense() throws Exception {
        try (var app = RudeApp.saying(OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n")) {
            assertThatThrownBy(() -> text(stage.get(once(app)))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void breaksOffAnAnswerThatStopsInTheMiddle() throws Exception {
        try (var app = RudeApp.stuckAfter(OK + "Content-Length: 100\r\n\r\nten bytes.")) {
            assertThatThrownBy(() -> text(stage.get(once(app)))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void breaksOffAnAnswerThatIsLongerThanAnyMayBe() throws Exception {
        try (var app = RudeApp.saying(OK + "Content-Length: 10001\r\n\r\n" + "x".repeat(10_001))) {
            assertThatThrownBy(() -> text(stage.get(once(app)))).isInstanceOf(IOException.class);
        }
        try (var app = RudeApp.saying(OK + "Content-Length: 10000\r\n\r\n" + "x".repeat(10_000))) {
            assertThat(text(stage.get(once(app)))).hasSize(10_000);
        }
    }

    @Test
    void answers502ForOneThatSpeaksAnotherProtocolUnasked() throws Exception {
        try (var app =
                RudeApp.saying("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")) {
            assertThat(stage.get(once(app)).status()).isEqualTo(502);
        }
    }

    @Test
    void keepsWhatAnApplicationSaysOfItsNeighboursToItself() throws Exception {
        try (var app = RudeApp.saying(OK + "Connection: X-Hop, close\r\nX-Hop: 1\r\nKeep-Alive: timeout=1\r\n"
                + "Proxy-Authenticate: Basic\r\nX-Own: kept\r\nContent-Length: 2\r\n\r\nok")) {
            var answer = stage.get(once(app));

            assertThat(answer.headers().first("X-Own")).contains("kept");
            assertThat(answer.headers().first("X-Hop")).isEmpty();
            assertThat(answer.headers().first("Keep-Alive")).isEmpty();
            assertThat(answer.headers().first("Proxy-Authenticate")).isEmpty();
            assertThat(text(answer)).isEqualTo("ok");
        }
    }
}
