package io.headrace.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.transport.ClientConfig;
import io.headrace.transport.Exchange;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerClientTest {

    private static final RunnerPatience SHORT =
            new RunnerPatience(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300));

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpClient http;
    private HttpServer server;
    private volatile int status = 200;
    private volatile String text = "{}";
    private volatile boolean silent;
    private volatile String asked = "";

    @BeforeEach
    void open() throws Exception {
        http = HttpClient.start(ClientConfig.FOR_SERVICES);
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), this::answer);
    }

    @AfterEach
    void close() {
        over.countDown();
        http.close();
        server.close();
    }

    private void answer(Exchange exchange) throws IOException {
        var token = exchange.headers().first("Authorization").orElse("no token");
        var body = new String(exchange.body().readAll(10_000), UTF_8);
        asked = exchange.method() + " " + exchange.path() + " " + token + " " + body;
        try {
            if (silent) {
                over.await();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        exchange.answer(status, "application/json", text);
    }

    private RunnerClient client(String path, String token, RunnerPatience patience) {
        return new RunnerClient(
                http, new RunnerAddress(URI.create("http://127.0.0.1:" + server.port() + path), token), patience);
    }

    private RunnerClient client() {
        return client("", "s3cr3t", RunnerPatience.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"IDLE,Idle", "OK,Ok", "LOADING,Loading", "ERROR,Unfit"})
    void readsTheFourHealths(String word, String type) throws Exception {
        text = "{\"status\":\"" + word + "\",\"more\":[1]}";

        assertThat(client().health().getClass().getSimpleName()).isEqualTo(type);
        assertThat(asked).startsWith("GET /health no token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>", "[]", "{}", "{\"status\":7}", "{\"status\":\"FINE\"}", "{\"status\":{}}", "{"})
    void takesGarbageForNoHealth(String garbage) throws Exception {
        text = garbage;

        assertThat(client().health())
                .isInstanceOfSatisfying(
                        RunnerHealth.Unreachable.class,
                        unreachable -> assertThat(unreachable.sentence())
                                .contains("/health returned 200, but makes no sense", garbage));
    }

    @Test
    void takesAnErrorForNoHealth() throws Exception {
        status = 500;
        text = "{\"detail\":{\"msg\":\"Failed\nto retrieve\"}}";

        assertThat(client().health())
                .isInstanceOfSatisfying(
                        RunnerHealth.Unreachable.class,
                        unreachable ->
                                assertThat(unreachable.sentence()).contains("returned 500", "Failed to retrieve"));
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        silent = true;
        var client = client("", "", SHORT);

        assertThat(client.health()).isInstanceOf(RunnerHealth.Unreachable.class);
        assertThat(client.startLive("{}")).isInstanceOf(RunnerReply.Missing.class);
        assertThat(client.stopLive()).isInstanceOf(RunnerReply.Missing.class);
    }

    @Test
    void readsNoAnswerWithoutEnd() throws Exception {
        text = "{\"status\":\"IDLE\",\"more\":\"" + "x".repeat(300_000) + "\"}";

        assertThat(client().health()).isInstanceOf(RunnerHealth.Unreachable.class);
    }

    @Test
    void saysWhenNobodyIsThere() throws Exception {
        server.close();

        assertThat(client().health())
                .isInstanceOfSatisfying(
                        RunnerHealth.Unreachable.class,
                        unreachable -> assertThat(unreachable.sentence()).contains("was not answered"));
    }

    @Test
    void startsAndStopsWithItsBearer() throws Exception {
        assertThat(client().startLive("{\"model_id\":\"noop\"}")).isEqualTo(new RunnerReply.Given<>("{}"));
        assertThat(asked).isEqualTo("POST /live-video-to-video Bearer s3cr3t {\"model_id\":\"noop\"}");

        assertThat(client().stopLive()).isEqualTo(new RunnerReply.Given<>("{}"));
        assertThat(asked).isEqualTo("POST /live-video-to-video/stop Bearer s3cr3t {}");
    }

    @Test
    void keepsThePathOfItsAddress() throws Exception {
        client("/runners/a/", "", RunnerPatience.DEFAULT).startLive("{}");

        assertThat(asked).isEqualTo("POST /runners/a/live-video-to-video no token {}");
    }

    @Test
    void tellsARefusedTokenFromARefusedSession() throws Exception {
        status = 401;
        assertThat(client().startLive("{}"))
                .isInstanceOfSatisfying(
                        RunnerReply.Refused.class,
                        refused -> assertThat(refused.forToken()).isTrue());

        status = 400;
        assertThat(client().startLive("{}"))
                .isInstanceOfSatisfying(
                        RunnerReply.Refused.class,
                        refused -> assertThat(refused.forToken()).isFalse());
    }

    @Test
    void readsVersionAndHardware() throws Exception {
        text = "{\"pipeline\":\"live-video-to-video\",\"model_id\":\"noop\",\"version\":\"0.14.1\"}";
        assertThat(client().version())
                .isEqualTo(new RunnerReply.Given<>(new RunnerVersion("live-video-to-video", "noop", "0.14.1")));

        text = "{\"gpu_info\":{\"0\":{\"id\":\"GPU-1\",\"name\":\"L4\",\"memory_total\":24,\"memory_free\":20,"
                + "\"major\":8,\"minor\":9}}}";
        assertThat(client().hardware())
                .isEqualTo(new RunnerReply.Given<>(
                        new RunnerHardware(java.util.List.of(new RunnerHardware.Device("GPU-1", "L4", 24, 20, 8, 9)))));

        text = "{\"gpu_info\":7}";
        assertThat(client().hardware()).isInstanceOf(RunnerReply.Missing.class);
        assertThat(client().version()).isInstanceOf(RunnerReply.Missing.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a", "http:///x", "http://user:secret@host", "host:80", "http://h?token=x"})
    void takesOnlyAddressesOfTheWeb(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RunnerAddress(URI.create(uri), ""));
    }

    @Test
    void doesNotShowItsToken() {
        var address = new RunnerAddress(URI.create("http://h:1"), "s3cr3t");

        assertThat(Optional.of(address)).hasToString("Optional[http://h:1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunnerAddress(URI.create("http://h:1"), "s3\r\ncr3t"))
                .withMessageNotContaining("cr3t");
    }
}
