package io.headrace.inference.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.headrace.inference.RunnerAddress;
import io.headrace.pipeline.PipelineName;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Exchange;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnerExchangeTest {

    private static final CallLimits LIMITS = new CallLimits(Duration.ofSeconds(30), 10_000_000, 10_000_000);
    private static final CallLimits HASTY = new CallLimits(Duration.ofMillis(500), 10_000_000, 10_000_000);

    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<String> asked = new CompletableFuture<>();
    private HttpClient http;
    private HttpServer server;
    private volatile Runner runner = exchange -> exchange.answer(200, "application/json", "{}");

    @FunctionalInterface
    private interface Runner {
        void answer(Exchange exchange) throws IOException, InterruptedException;
    }

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
        try {
            runner.answer(exchange);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private RunnerExchange begin(CallLimits limits) {
        return begin(server.port(), limits);
    }

    private RunnerExchange begin(int port, CallLimits limits) {
        var address = new RunnerAddress(URI.create("http://127.0.0.1:" + port), "s3cr3t");
        return RunnerExchange.begin(
                http, address, new CallRequest(new PipelineName("text-to-image"), "application/json", limits));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @Test
    void postsToThePipelineWithItsBearer() throws Exception {
        runner = exchange -> {
            asked.complete(String.join(
                    " ",
                    exchange.method(),
                    exchange.path(),
                    exchange.headers().first("Authorization").orElse(""),
                    exchange.headers().first("Content-Type").orElse(""),
                    new String(exchange.body().readAll(1_000), UTF_8)));
            exchange.answer(200, "application/json", "{\"images\":[]}");
        };

        try (var call = begin(LIMITS)) {
            assertThat(call.send(bytes("{\"prompt\":\"a\"}")))
                    .isInstanceOfSatisfying(CallResult.Answered.class, answered -> {
                        assertThat(answered.body()).hasContent("{\"images\":[]}");
                        assertThat(answered.headers().first("Content-Type")).contains("application/json");
                    });
        }
        assertThat(asked.join()).isEqualTo("POST /text-to-image Bearer s3cr3t application/json {\"prompt\":\"a\"}");
    }

    @Test
    void streamsBothWays() throws Exception {
        runner = exchange -> exchange.answer(
                200, "application/octet-stream", "" + exchange.body().readAll(8_000_000).length);

        try (var call = begin(LIMITS)) {
            assertThat(call.send(new ByteArrayInputStream(new byte[5_000_000])))
                    .isInstanceOfSatisfying(
                            CallResult.Answered.class,
                            answered -> assertThat(answered.body()).hasContent("5000000"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, Refused",
        "401, TokenRefused",
        "404, Refused",
        "413, Refused",
        "415, Refused",
        "422, Refused",
        "408, Failed",
        "429, Failed",
        "500, Failed",
        "503, Failed",
        "302, Failed"
    })
    void keepsTheStatusesOfTheRunner(int status, String type) throws Exception {
        runner = exchange -> exchange.answer(status, "application/json", "{\"detail\":{\"msg\":\"so it is\"}}");

        try (var call = begin(LIMITS)) {
            var result = call.send(bytes("{}"));

            assertThat(result.getClass().getSimpleName()).isEqualTo(type);
            assertThat(result.toString()).contains("so it is");
            if (!type.equals("TokenRefused")) {
                assertThat(result.toString()).contains("status=" + status);
            }
        }
    }

    @Test
    void takesARefusalThatComesBeforeTheEndOfTheBody() throws Exception {
        runner = exchange -> {
            exchange.answer(413, "application/json", "{\"detail\":{\"msg\":\"too large\"}}");
            over.await();
        };

        try (var call = begin(LIMITS);
                var endless = new Endless()) {
            assertThat(call.send(endless))
                    .isInstanceOfSatisfying(
                            CallResult.Refused.class,
                            refused -> assertThat(refused.status()).isEqualTo(413));
        }
    }

    @Test
    void sendsNoMoreThanIsAllowed() throws Exception {
        runner = exchange ->
                exchange.answer(200, "text/plain", "" + exchange.body().readAll(100_000_000).length);

        try (var call = begin(new CallLimits(Duration.ofSeconds(30), 100_000, 1_000));
                var endless = new Endless()) {
            assertThat(call.send(endless)).isEqualTo(new CallResult.TooLarge(100_000));
        }
    }

    @Test
    void readsNoMoreThanIsAllowed() throws Exception {
        runner = exchange -> exchange.answer(200, "text/plain", "x".repeat(50_000));

        try (var call = begin(new CallLimits(Duration.ofSeconds(30), 100, 10_000))) {
            assertThat(call.send(bytes("{}")))
                    .isInstanceOfSatisfying(
                            CallResult.Answered.class,
                            answered -> assertThatIOException()
                                    .isThrownBy(() -> answered.body().readAllBytes()));
        }
    }

    @Test
    void isHungWhenItHasTheRequestAndDoesNotAnswer() throws Exception {
        runner = _ -> over.await();

        try (var call = begin(HASTY)) {
            assertThat(call.send(bytes("{}"))).isInstanceOf(CallResult.Hung.class);
        }
    }

    @Test
    void isNotHungWhenTheBodyDoesNotCome() throws Exception {
        runner = exchange ->
                exchange.answer(200, "text/plain", "" + exchange.body().readAll(1_000).length);

        try (var call = begin(HASTY);
                var slow = new Slow()) {
            assertThat(call.send(slow)).isInstanceOf(CallResult.Withdrawn.class);
        }
    }

    @Test
    void isWithdrawnWhenTheBodyBreaksOff() throws Exception {
        try (var call = begin(LIMITS);
                var broken = new Broken()) {
            assertThat(call.send(broken)).isEqualTo(new CallResult.Withdrawn("The request broke off: client gone"));
        }
    }

    @Test
    void canBeGivenUpWhileTheAnswerIsAwaited() throws Exception {
        var reached = new CountDownLatch(1);
        runner = _ -> {
            reached.countDown();
            over.await();
        };
        var call = begin(LIMITS);
        var result = CompletableFuture.supplyAsync(() -> sent(call, bytes("{}")));
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();

        call.close();

        assertThat(result.get(20, TimeUnit.SECONDS)).isInstanceOf(CallResult.Withdrawn.class);
    }

    private static CallResult sent(RunnerExchange call, InputStream body) {
        try {
            return call.send(body);
        } catch (InterruptedException nobodyDoesThis) {
            throw new IllegalStateException(nobodyDoesThis);
        }
    }

    @Test
    void isGoneWhereNobodyListens() throws Exception {
        server.close();

        try (var call = begin(LIMITS)) {
            assertThat(call.send(bytes("{}"))).isInstanceOf(CallResult.Gone.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', closes", "'SSH-2.0-OpenSSH\r\n', speaks something else", "'HTTP/1.1 2', breaks off"})
    void isGoneWhenItSaysWhatIsNoAnswer(String said, String meaning) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var _ = Thread.ofVirtual().start(() -> sayAndClose(listener, said));

            try (var call = begin(listener.getLocalPort(), LIMITS)) {
                assertThat(call.send(bytes("{}"))).as(meaning).isInstanceOf(CallResult.Gone.class);
            }
        }
    }

    private static void sayAndClose(ServerSocket listener, String said) {
        try (var socket = listener.accept()) {
            var _ = socket.getInputStream().read();
            socket.getOutputStream().write(said.getBytes(UTF_8));
        } catch (IOException gone) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'x';
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return length;
        }
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("client gone");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return read();
        }
    }

    /** Says nothing until the call is over, and a little then. */
    private static final class Slow extends InputStream {
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            try {
                return never.await(2, TimeUnit.SECONDS) ? -1 : 'x';
            } catch (InterruptedException ended) {
                throw new IOException(ended);
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            into[offset] = (byte) read();
            return 1;
        }
    }
}
