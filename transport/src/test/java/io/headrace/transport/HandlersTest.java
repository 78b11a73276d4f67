package io.headrace.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.transport.HttpCall.Version;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What handlers may do: block, answer early, lose their peer. */
class HandlersTest {
    private static final int BLOCKED = 400;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final HttpCall.Limits AS_LONG = new HttpCall.Limits(LONG, LONG, 1_000);

    private static ServerLimits patient() {
        return new ServerLimits(1_000, 1_000, 8_192, LONG, LONG, 0, LONG);
    }

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void hundredsMayBlockWhileOthersAreServed(Version version) throws Exception {
        var arrived = new CountDownLatch(BLOCKED);
        var release = new CountDownLatch(1);
        var router = Router.of(
                Route.of("GET", "/wait", (exchange, _) -> {
                    arrived.countDown();
                    await(release);
                    exchange.answer(200);
                }),
                Route.of("GET", "/healthz", (exchange, _) -> exchange.answer(200)));
        var wide = new ClientConfig(ClientConfig.Trust.ANYBODY, LONG, LONG, BLOCKED + 10, BLOCKED);
        // Without TLS: hundreds of handshakes at once are work, and time passes before the last of them has asked
        // anything.
        try (var server = Loopback.plain(patient(), router);
                var client = HttpClient.start(wide);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, BLOCKED)
                    .mapToObj(_ ->
                            callers.submit(() -> client.send(HttpCall.get(Loopback.http(server, "/wait"), AS_LONG)
                                            .with(version))
                                    .status()))
                    .toList();
            assertThat(arrived.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

            var health = client.send(
                    HttpCall.get(Loopback.http(server, "/healthz"), AS_LONG).with(version));
            assertThat(health.status()).isEqualTo(200);

            release.countDown();
            for (var call : calls) {
                assertThat(call.get()).isEqualTo(200);
            }
        }
    }

    @Test
    void marksTheEndOfABodyThoughTheConnectionEndsWithIt() throws Exception {
        HttpHandler streams = exchange -> {
            try (var body = exchange.begin(200, Headers.NONE)) {
                body.write(ByteBuffer.wrap("result".getBytes(UTF_8)));
            }
        };
        try (var server = Loopback.plain(streams);
                var peer = RawSocket.plain(server.port())) {
            peer.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(peer.readToEnd()).contains("Transfer-Encoding: chunked").endsWith("6\r\nresult\r\n0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void sendsTheStatusBeforeTheBodyExists(Version version) throws Exception {
        var statusSeen = new CountDownLatch(1);
        HttpHandler early = exchange -> {
            try (var body = exchange.begin(200, Headers.NONE)) {
                await(statusSeen);
                body.write(ByteBuffer.wrap("the ".getBytes(UTF_8)));
                body.write(ByteBuffer.wrap("result".getBytes(UTF_8)));
            }
        };
        try (var server = Loopback.tls(early);
                var client = Loopback.client()) {
            var answer = client.send(
                    HttpCall.get(Loopback.https(server, "/"), Loopback.PATIENT).with(version));

            assertThat(answer.status()).isEqualTo(200);
            statusSeen.countDown();
            assertThat(new String(answer.readAll(), UTF_8)).isEqualTo("the result");
        }
    }

    @Test
    void mayComputeForLongerThanAConnectionMayIdle() throws Exception {
        var limits = new ServerLimits(
                100, 100, 8_192, Duration.ofMillis(500), Duration.ofSeconds(10), 0, Duration.ofSeconds(1));
        HttpHandler slow = exchange -> {
            await(new CountDownLatch(1), Duration.ofMillis(1200));
            exchange.answer(200);
        };
        try (var server = Loopback.tls(limits, slow);
                var client = Loopback.client()) {
            for (var version : List.of(Version.HTTP_1_1, Version.HTTP_2)) {
                var call = HttpCall.get(Loopback.https(server, "/"), Loopback.PATIENT)
                        .with(version);

                assertThat(client.send(call).status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void breaksOffVisiblyWhenItFailsAfterTheStatus(Version version) throws Exception {
        HttpHandler broken = exchange -> {
            var body = exchange.begin(200, Headers.NONE);
            body.write(ByteBuffer.wrap("half".getBytes(UTF_8)));
            throw new IOException("engine died");
        };
        try (var server = Loopback.tls(broken);
                var client = Loopback.client()) {
            var answer = client.send(
                    HttpCall.get(Loopback.https(server, "/"), Loopback.PATIENT).with(version));

            assertThatThrownBy(answer::readAll)
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(TransportException.Kind.BROKEN_OFF));
        }
    }

    @Test
    void seesAPeerThatDiesInTheMiddleOfItsBody() throws Exception {
        var seen = new CompletableFuture<TransportException.Kind>();
        HttpHandler reads = exchange -> {
            try {
                exchange.body().readAll(1_000_000);
            } catch (TransportException failure) {
                seen.complete(failure.kind());
                throw failure;
            }
        };
        try (var server = Loopback.plain(reads)) {
            try (var peer = RawSocket.plain(server.port())) {
                peer.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nonly this");
            }

            assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(TransportException.Kind.BROKEN_OFF);
        }
    }

    @Test
    void isToldThatItsPeerGaveUp() throws Exception {
        var arrived = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        HttpHandler waits = exchange -> {
            exchange.onPeerGone(gone::countDown);
            arrived.countDown();
            await(gone);
        };
        try (var server = Loopback.tls(waits)) {
            try (var client = Loopback.client();
                    var call = client.open(HttpCall.post(Loopback.https(server, "/"), Headers.NONE, Loopback.PATIENT)
                            .with(Version.HTTP_2))) {
                await(arrived);
                assertThat(call).isNotNull();
            }

            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void maySayNothingWhichIs500() throws Exception {
        try (var server = Loopback.plain(_ -> {});
                var client = Loopback.client()) {
            assertThat(client.send(HttpCall.get(Loopback.http(server, "/"), Loopback.PATIENT))
                            .status())
                    .isEqualTo(500);
        }
    }

    @Test
    void mayAnswerOnlyOnce() throws Exception {
        var second = new CompletableFuture<String>();
        HttpHandler twice = exchange -> {
            exchange.answer(200);
            try {
                exchange.answer(204);
                second.complete("was taken");
            } catch (IllegalStateException refused) {
                second.complete("was refused");
            }
        };
        try (var server = Loopback.plain(twice);
                var client = Loopback.client()) {
            client.send(HttpCall.get(Loopback.http(server, "/"), Loopback.PATIENT));

            assertThat(second).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("was refused");
        }
    }

    @Test
    void tellsWhenTheEndOfARequestWasRead() throws Exception {
        var before = new AtomicReference<>(OptionalLong.empty());
        var after = new AtomicReference<>(OptionalLong.empty());
        var router = Router.of(Route.of("POST", "/", (exchange, _) -> {
            before.set(exchange.body().endNanos());
            exchange.body().readAll(100);
            after.set(exchange.body().endNanos());
            exchange.answer(200);
        }));
        try (var server = Loopback.timed(() -> 42, router);
                var client = Loopback.client()) {
            var call = HttpCall.post(Loopback.http(server, "/"), Headers.NONE, Loopback.PATIENT);
            client.send(call, ByteBuffer.wrap(new byte[10])).close();
        }

        assertThat(before.get()).isEmpty();
        assertThat(after.get()).hasValue(42);
    }

    private static void await(CountDownLatch latch) {
        await(latch, Duration.ofSeconds(30));
    }

    private static void await(CountDownLatch latch, Duration atMost) {
        try {
            boolean _ = latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
