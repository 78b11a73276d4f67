package io.headrace.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headrace.transport.HttpCall.Limits;
import io.headrace.transport.HttpCall.Version;
import io.headrace.transport.TransportException.Kind;
import io.headrace.transport.address.AddressRange;
import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.HostNames;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client notices of its peers. */
class ClientTest {
    private static final int CHUNK = 256 * 1024;

    @Test
    void cannotReachAPortWhereNobodyListens() throws Exception {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        try (var client = Loopback.client()) {
            var call = HttpCall.get(URI.create("https://127.0.0.1:" + port + "/"), Loopback.PATIENT);

            var failure = failure(() -> client.send(call));

            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure.retryMayHelp()).isTrue();
            assertThat(failure).hasMessageContaining("GET https://127.0.0.1:" + port + "/");
        }
    }

    @Test
    void givesUpAPeerThatNeverShakesHands() throws Exception {
        var hasty = new ClientConfig(ClientConfig.Trust.ANYBODY, Duration.ofMillis(300), Duration.ofMillis(300), 4, 4);
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var client = HttpClient.start(hasty)) {
            var call = HttpCall.get(
                    URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/"),
                    new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), 0));

            assertThat(failure(() -> client.send(call)).kind()).isIn(Kind.UNREACHABLE, Kind.BODY_TIMEOUT);
        }
    }

    @Test
    void doesNotTrustAnybodyWhereAuthoritiesCount() throws Exception {
        var strict =
                new ClientConfig(ClientConfig.Trust.AUTHORITIES, Duration.ofSeconds(20), Duration.ofMinutes(1), 4, 4);
        try (var server = Loopback.tls(exchange -> exchange.answer(200));
                var client = HttpClient.start(strict)) {
            var call = HttpCall.get(Loopback.https(server, "/"), Loopback.PATIENT);

            assertThat(failure(() -> client.send(call)).kind()).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void connectsOnlyToWhereACallMayGo() throws Exception {
        var asked = new CopyOnWriteArrayList<String>();
        HostNames names = _ -> List.of(InetAddress.getLoopbackAddress());
        try (var server = Loopback.tls(exchange -> {
                    asked.add(exchange.headers().first("Host").orElse("none"));
                    exchange.answer(200);
                });
                var client = HttpClient.start(ClientConfig.FOR_NODES.with(names))) {
            var call = HttpCall.get(URI.create("https://files.example:" + server.port() + "/"), Loopback.PATIENT)
                    .with(Version.HTTP_1_1);

            assertThat(status(client, call.within(AddressRules.publicAnd(AddressRange.LOOPBACK))))
                    .isEqualTo(200);
            assertThat(status(client, call)).isEqualTo(200);
            assertThat(asked).containsOnly("files.example:" + server.port());

            // Not over the connections that are open to the same host.
            var failure = failure(() -> client.send(call.within(AddressRules.PUBLIC)));

            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("files.example leads to 127.0.0.1, where this call may not go");
            assertThat(asked).hasSize(2);
        }
    }

    @Test
    void goesToTheAddressesOfANameThatItMay() throws Exception {
        HostNames names = _ -> List.of(InetAddress.ofLiteral("10.255.255.1"), InetAddress.getLoopbackAddress());
        try (var server = Loopback.tls(exchange -> exchange.answer(200));
                var client = HttpClient.start(ClientConfig.FOR_NODES.with(names))) {
            var call = HttpCall.get(URI.create("https://files.example:" + server.port() + "/"), Loopback.PATIENT);

            assertThat(status(client, call.within(AddressRules.only(AddressRange.LOOPBACK))))
                    .isEqualTo(200);
        }
    }

    @Test
    void saysWhichNameLeadsNowhere() {
        try (var client = HttpClient.start(ClientConfig.FOR_NODES.with((HostNames) host -> {
            throw new UnknownHostException(host);
        }))) {
            var failure =
                    failure(() -> client.send(HttpCall.get(URI.create("https://nowhere.example/"), Loopback.PATIENT)));

            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("nowhere.example");
        }
    }

    private static int status(HttpClient client, HttpCall call) throws Exception {
        try (var answer = client.send(call)) {
            return answer.status();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void waitsForTheHeadNoLongerThanItMay(Version version) throws Exception {
        var release = new CountDownLatch(1);
        try (var server = Loopback.tls(exchange -> {
                    await(release);
                    exchange.answer(200);
                });
                var client = Loopback.client()) {
            var limits = new Limits(Duration.ofMillis(300), Duration.ofSeconds(30), 0);
            var call = HttpCall.get(Loopback.https(server, "/"), limits).with(version);

            assertThat(failure(() -> client.send(call)).kind()).isEqualTo(Kind.HEADER_TIMEOUT);
            release.countDown();
        }
    }

    /** Whoever writes slowly waits the less for the answer. */
    @Test
    void countsTheTimeOfTheWritingToo() throws Exception {
        var release = new CountDownLatch(1);
        var nanos = new AtomicLong();
        try (var server = Loopback.tls(exchange -> {
                    await(release);
                    exchange.answer(200);
                });
                var client = HttpClient.start(ClientConfig.FOR_NODES.with(nanos::get))) {
            var limits = new Limits(Duration.ofHours(1), Duration.ofHours(1), 0);
            try (var call = client.open(HttpCall.post(Loopback.https(server, "/"), Headers.NONE, limits))) {
                assertThat(call.write(ByteBuffer.wrap(new byte[10]))).isTrue();
                nanos.addAndGet(Duration.ofHours(1).toNanos());

                assertThat(failure(call::answer).kind()).isEqualTo(Kind.HEADER_TIMEOUT);
            }
            release.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void waitsForTheWholeNoLongerThanItMay(Version version) throws Exception {
        var release = new CountDownLatch(1);
        try (var server = Loopback.tls(exchange -> {
                    try (var _ = exchange.begin(200, Headers.NONE)) {
                        await(release);
                    }
                });
                var client = Loopback.client()) {
            // Long enough to connect on a busy machine before it counts.
            client.send(HttpCall.get(Loopback.https(server, "/"), Loopback.PATIENT)
                            .with(version))
                    .close();
            var limits = new Limits(Duration.ofMillis(1500), Duration.ofMillis(1500), 1_000);
            var answer = client.send(
                    HttpCall.get(Loopback.https(server, "/"), limits).with(version));

            assertThat(failure(answer::readAll).kind()).isEqualTo(Kind.BODY_TIMEOUT);
            release.countDown();
        }
    }

    @Test
    void readsNoMoreThanItMay() throws Exception {
        try (var server = Loopback.tls(exchange -> exchange.answer(200, "text/plain", "x".repeat(101)));
                var client = Loopback.client()) {
            var limits = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 100);
            var answer = client.send(HttpCall.get(Loopback.https(server, "/"), limits));

            var failure = failure(answer::readAll);

            assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
            assertThat(failure.retryMayHelp()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void noticesAnAnswerBeforeItHasSaidAll(Version version) throws Exception {
        try (var server = Loopback.tls(exchange -> exchange.refuse(404, "no such channel"));
                var client = Loopback.client();
                var call = client.open(post(server, version))) {
            var answer = call.answer();

            assertThat(answer.status()).isEqualTo(404);
            assertThat(call.write(ByteBuffer.wrap(new byte[10]))).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void writesWhileThePeerReads(Version version) throws Exception {
        HttpHandler counts = exchange ->
                exchange.answer(200, "text/plain", "" + exchange.body().readAll(100 * CHUNK).length);
        try (var server = Loopback.tls(counts);
                var client = Loopback.client();
                var call = client.open(post(server, version))) {
            for (int i = 0; i < 20; i++) {
                assertThat(call.write(ByteBuffer.wrap(new byte[CHUNK]))).isTrue();
            }
            call.finish();

            assertThat(new String(call.answer().readAll(), UTF_8)).isEqualTo("" + 20 * CHUNK);
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void sendsItsHeadBeforeItsFirstByte(Version version) throws Exception {
        var arrived = new CountDownLatch(1);
        HttpHandler waits = exchange -> {
            arrived.countDown();
            exchange.answer(200, "text/plain", "" + exchange.body().readAll(100).length);
        };
        try (var server = Loopback.tls(waits);
                var client = Loopback.client();
                var call = client.open(post(server, version))) {
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(call.write(ByteBuffer.wrap(new byte[7]))).isTrue();
            call.finish();

            assertThat(new String(call.answer().readAll(), UTF_8)).isEqualTo("7");
        }
    }

    @Test
    void noticesAPeerThatDiesWhileItWrites() throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = Loopback.client();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var dies = threads.submit(() -> {
                try (var peer = listener.accept()) {
                    return peer.getInputStream().read();
                }
            });
            var uri = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
            try (var call = client.open(HttpCall.post(uri, Headers.NONE, Loopback.PATIENT))) {
                dies.get();

                var failure = failure(() -> {
                    while (call.write(ByteBuffer.wrap(new byte[CHUNK]))) {
                        LockSupport.parkNanos(1_000_000);
                    }
                });

                assertThat(failure.kind()).isEqualTo(Kind.BROKEN_OFF);
            }
        }
    }

    private static HttpCall post(HttpServer server, Version version) {
        return HttpCall.post(Loopback.https(server, "/"), Headers.NONE, Loopback.PATIENT)
                .with(version);
    }

    private static TransportException failure(ThrowingCallable action) {
        return catchThrowableOfType(TransportException.class, action);
    }

    private static void await(CountDownLatch latch) {
        try {
            boolean _ = latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
