package io.headrace.orchestrator.runner.relay;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.runner.RunnerStage.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.runner.FakeRunner;
import io.headrace.orchestrator.runner.RunnerStage;
import io.headrace.orchestrator.runner.session.SessionLimits;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.wire.runner.SessionGrant;
import io.headrace.wire.runner.SessionNews;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that cost nothing: what is passed on, and that each place comes back. */
class SessionTest {

    private RunnerStage stage;
    private FakeRunner runner;
    private String id;

    @BeforeEach
    void start() throws Exception {
        runner = new FakeRunner();
        stage = new RunnerStage(new FreeOfCharge());
        id = stage.register(runner, "").runnerId();
    }

    @AfterEach
    void stop() {
        runner.close();
        stage.close();
    }

    private String singleId() throws Exception {
        return stage.register(runner, ",\"mode\":\"single-shot\",\"app\":\"demo/once\"")
                .runnerId();
    }

    private String single() throws Exception {
        return "/apps/" + singleId() + "/app";
    }

    private String app(SessionGrant grant) {
        return path(grant.appUrl());
    }

    @Test
    void opensPassesOnAndStops() throws Exception {
        var grant = stage.session(id);
        assertThat(grant.sessionId()).matches("session_[a-z2-7]{26}");
        assertThat(stage.inUse()).isEqualTo(1);

        var answer = stage.post(app(grant) + "/v1/run?x=1", "{\"q\":1}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().first("X-Metadata")).contains("{\"m\":1}");
        assertThat(text(answer)).contains("q");
        assertThat(runner.asked).containsExactly("POST /v1/run?x=1");
        assertThat(stage.post(path(grant.controlUrl()) + "/stop", "").status()).isEqualTo(204);
        Onlooker.await(() -> stage.inUse() == 0);
        assertThat(text(stage.post(app(grant) + "/v1/run", "{}"))).isEqualTo("runner session not found\n");
    }

    @Test
    void tellsTheApplicationWhoseCallItIsAndNothingOfMoney() throws Exception {
        var grant = stage.session(id);
        var asked = Headers.of("X-User", "u")
                .with("Livepeer-Payment", "secret")
                .with("Livepeer-Segment", "secret")
                .with("Livepeer-Payer-Address", "0x1")
                .with("Livepeer-Session-Token", "forged")
                .with("Livepeer-Session-Id", "forged")
                .with("Connection", "keep-alive, X-Hop")
                .with("X-Hop", "h");

        stage.call("GET", app(grant) + "/v1/run", asked, "").close();

        var head = runner.head();
        assertThat(head.first("Host")).contains(URI.create(runner.url()).getAuthority());
        assertThat(head.first("X-User")).contains("u");
        assertThat(head.values("Livepeer-Session-Id")).containsExactly(grant.sessionId());
        assertThat(head.first("Livepeer-Runner-Route")).contains(id);
        assertThat(head.first("Livepeer-Session-Control"))
                .contains(RunnerStage.SERVICE_URI + "/runner/" + id + "/session/" + grant.sessionId());
        assertThat(head.values("Livepeer-Session-Token"))
                .singleElement()
                .asString()
                .matches("[a-z2-7]{52}");
        assertThat(head.first("Livepeer-Payment")).isEmpty();
        assertThat(head.first("Livepeer-Segment")).isEmpty();
        assertThat(head.first("Livepeer-Payer-Address")).isEmpty();
        assertThat(head.first("X-Hop")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/teapot, 418, short and stout", "/squeezed, 200, not really gzip", "/nothing, 204, ''"})
    void passesAnswersBackAsTheyCame(String resource, int status, String body) throws Exception {
        var answer = stage.get(app(stage.session(id)) + resource);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer)).isEqualTo(body);
    }

    /** As soon as the call before it has left. */
    private static Answer afterwards(Callable<Answer> call) throws Exception {
        var answer = call.call();
        for (int i = 0; i < 1_000 && answer.status() == 429; i++) {
            answer = call.call();
        }
        return answer;
    }

    private static String beginning(Answer answer) throws IOException {
        byte[] chunk = new byte[64];
        return new String(chunk, 0, answer.body().read(chunk), StandardCharsets.UTF_8);
    }

    @Test
    void passesEventsOnAsTheyCome() throws Exception {
        var grant = stage.session(id);

        assertThat(text(stage.get(app(grant) + "/sse"))).endsWith("data: [DONE]\n\n");
        try (var events = stage.get(app(grant) + "/sse-that-hangs")) {
            assertThat(beginning(events)).isEqualTo("data: {\"n\":1}\n\n");
        }
        assertThatThrownBy(() -> text(stage.get(app(grant) + "/sse-that-dies"))).isInstanceOf(IOException.class);
    }

    @Test
    void endsCallsWithTheirSession() throws Exception {
        var grant = stage.session(id);
        var events = stage.get(app(grant) + "/sse-that-hangs");
        assertThat(beginning(events)).startsWith("data:");

        stage.post(path(grant.controlUrl()) + "/stop", "").close();

        assertThatThrownBy(events::readAll).isInstanceOf(IOException.class);
    }

    @Test
    void refusesMoreSessionsThanThereArePlaces() throws Exception {
        stage.session(id);
        stage.session(id);

        assertThat(stage.post("/apps/" + id + "/session", "{}").status()).isEqualTo(503);
    }

    @Test
    void tellsTheRunnerOfItsSessions() throws Exception {
        var other = stage.register(runner, "");
        var events = path(other.first().orElseThrow().events().url());
        var grant = stage.session(other.runnerId());

        assertThat(SessionNews.decode(text(stage.get(events + "/0"))))
                .isInstanceOfSatisfying(
                        SessionNews.Reserved.class,
                        news -> assertThat(news.session()).isEqualTo(grant.sessionId()));
        stage.post(path(grant.controlUrl()) + "/stop", "").close();
        assertThat(SessionNews.decode(text(stage.get(events + "/1")))).isInstanceOf(SessionNews.Released.class);
    }

    @ParameterizedTest
    @CsvSource({"/v1/once, 200", "/teapot, 418", "/nothing, 204"})
    void givesThePlaceOfASingleCallBack(String resource, int status) throws Exception {
        var once = single();

        assertThat(stage.post(once + resource, "{}").status()).isEqualTo(status);

        Onlooker.await(() -> stage.inUse() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sse-that-hangs", "/hang"})
    void givesThePlaceOfAClientThatLeavesBack(String resource) throws Exception {
        var once = single();
        try (var client = new Socket(InetAddress.getLoopbackAddress(), stage.server.port())) {
            client.getOutputStream()
                    .write(("GET " + once + resource + " HTTP/1.1\r\nHost: h\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            runner.hanging.await();
            assertThat(stage.inUse()).isEqualTo(1);
        }

        // A client that leaves silently is noticed with the next byte to it.
        runner.letGo.countDown();

        Onlooker.await(() -> stage.inUse() == 0);
    }

    @Test
    void answers502ForAnApplicationThatIsGoneAndGivesThePlaceBack() throws Exception {
        var once = single();
        runner.close();

        assertThat(stage.post(once + "/v1/once", "{}").status()).isEqualTo(502);
        assertThat(stage.get(once + "/v1/once").status()).isEqualTo(502);

        Onlooker.await(() -> stage.inUse() == 0);
    }

    @Test
    void keepsEachModeToItsOwnEntrance() throws Exception {
        assertThat(text(stage.get("/apps/" + id + "/app/x")))
                .isEqualTo("only single-shot runners are called without a session\n");
        assertThat(text(stage.post("/apps/" + singleId() + "/session", "{}")))
                .isEqualTo("only persistent runners have sessions\n");
        assertThat(stage.post("/apps/nobody/session", "{}").status()).isEqualTo(404);
        assertThat(stage.get("/apps/nobody/app/x").status()).isEqualTo(404);
    }

    @Test
    void takesBodiesUpToTheirLimit() throws Exception {
        stage.close();
        var narrow = RunnerStage.patient()
                .with(RelayLimits.DEFAULT.withRequestBytes(10))
                .with(new SessionLimits(1, 1, 1));
        stage = new RunnerStage(new FreeOfCharge(), narrow);
        var grant = stage.session(stage.register(runner, "").runnerId());

        assertThat(stage.post(app(grant) + "/v1/run", "x".repeat(11)).status()).isEqualTo(413);
        assertThat(afterwards(() -> stage.post(app(grant) + "/v1/run", "x".repeat(10)))
                        .status())
                .isEqualTo(200);
        try (var busy = afterwards(() -> stage.get(app(grant) + "/sse-that-hangs"))) {
            assertThat(busy.status()).isEqualTo(200);
            assertThat(stage.get(app(grant) + "/v1/run").status()).isEqualTo(429);
        }
    }

    /** What a WebSocket says, in order. */
    private static final class Heard implements WebSocket.Listener {
        private final LinkedBlockingQueue<String> words = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            words.add(data.toString());
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            words.add("over");
            return WebSocket.Listener.super.onClose(socket, status, reason);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            words.add("over");
        }

        String next() throws InterruptedException {
            return String.valueOf(words.poll(20, TimeUnit.SECONDS));
        }
    }

    private WebSocket connected(HttpClient client, String path, Heard heard) {
        var uri = URI.create("ws://127.0.0.1:" + stage.server.port() + path);
        return client.newWebSocketBuilder().buildAsync(uri, heard).join();
    }

    @Test
    void passesAWebSocketOnBothWaysUntilTheSessionEnds() throws Exception {
        var grant = stage.session(id);
        try (var client = HttpClient.newHttpClient()) {
            var heard = new Heard();
            var socket = connected(client, app(grant) + "/ws", heard);
            for (var word : new String[] {"one", "two"}) {
                socket.sendText(word, true).join();
                assertThat(heard.next()).isEqualTo(word);
            }

            stage.post(path(grant.controlUrl()) + "/stop", "").close();

            assertThat(heard.next()).isEqualTo("over");
            Onlooker.await(() -> stage.inUse() == 0);
            socket.abort();
        }
    }

    @Test
    void givesThePlaceOfAWebSocketBackWhenItsClientLeaves() throws Exception {
        var once = single();
        try (var client = HttpClient.newHttpClient()) {
            var heard = new Heard();
            var socket = connected(client, once + "/ws", heard);
            socket.sendText("hi", true).join();
            assertThat(heard.next()).isEqualTo("hi");
            assertThat(stage.inUse()).isEqualTo(1);

            socket.abort();

            Onlooker.await(() -> stage.inUse() == 0);
        }
    }

    @Test
    void passesOnThatAnApplicationSpeaksNoWebSocket() throws Exception {
        var grant = stage.session(id);
        try (var client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> connected(client, app(grant) + "/teapot", new Heard()))
                    .hasMessageContaining("WebSocketHandshakeException");
        }
    }
}
