package io.headrace.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server does not take from its peers. */
class LimitsTest {
    private static final HttpHandler READS_TEN = exchange -> {
        exchange.body().readAll(10);
        exchange.answer(200);
    };

    @Test
    void refusesABodyThatIsAnnouncedTooLarge() throws Exception {
        try (var server = Loopback.plain(READS_TEN);
                var peer = RawSocket.plain(server.port())) {
            peer.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");

            assertThat(peer.readUntil("\r\n")).startsWith("HTTP/1.1 413");
        }
    }

    /** As most clients do: whoever reads only after that would find a connection that was reset. */
    @Test
    void tellsAPeerThatFirstSendsAllOfABodyThatIsTooLarge() throws Exception {
        try (var server = Loopback.plain(READS_TEN);
                var peer = RawSocket.plain(server.port())) {
            peer.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n");
            peer.send("x".repeat(20_000_000));

            assertThat(peer.readUntil("\r\n")).startsWith("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @CsvSource({"/a%2fb/c%20d, /a%2Fb/c d", "/a/..%2Fb, /a/..%2Fb", "/a/../b, /b"})
    void leavesSlashesThatCameEncodedAsTheyAre(String sent, String seen) throws Exception {
        try (var server = Loopback.plain(exchange -> exchange.answer(200, "text/plain", exchange.path() + "!"));
                var peer = RawSocket.plain(server.port())) {
            peer.send("GET " + sent + " HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(peer.readUntil("!")).endsWith("\r\n\r\n" + seen + "!");
        }
    }

    @Test
    void goesOnWithAConnectionOfWhichABodyWasNotWanted() throws Exception {
        HttpHandler refuses = exchange -> exchange.answer(exchange.method().equals("GET") ? 200 : 403);
        try (var server = Loopback.plain(refuses);
                var peer = RawSocket.plain(server.port())) {
            peer.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n" + "x".repeat(300_000));
            assertThat(peer.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 403");

            peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(peer.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void doesNotWaitForABodyThatNobodyWantsAndThatDoesNotCome() throws Exception {
        try (var server = Loopback.plain(exchange -> exchange.answer(403));
                var peer = RawSocket.plain(server.port())) {
            long begun = System.nanoTime();
            peer.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\nx");

            assertThat(peer.readToEnd()).startsWith("HTTP/1.1 403");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    /** On a clock on which every look is a second later. */
    @Test
    void letsABodyThatNobodyWantsGoByForSecondsOnly() throws Exception {
        var clock = new AtomicLong();
        long sent = 0;
        try (var server = Loopback.timed(
                        () -> clock.addAndGet(Duration.ofSeconds(1).toNanos()), exchange -> exchange.answer(403));
                var peer = RawSocket.plain(server.port())) {
            peer.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (sent < PassedBody.MOST_BYTES) {
                peer.send("8000\r\n" + "x".repeat(0x8000) + "\r\n");
                sent += 0x8000;
            }
        } catch (SocketException closed) {
            assertThat(sent).isLessThan(PassedBody.MOST_BYTES / 2);
            return;
        }
        throw new AssertionError("All of the body went by, " + sent + " bytes");
    }

    /** Over HTTP/2 a stream is reset that is answered before its end; Java's own client then loses the answer. */
    @Test
    void tellsAPeerOverHttp2WhoseSmallBodyComesAfterItsAnswer() throws Exception {
        var answered = new Semaphore(0);
        HttpHandler refuses = exchange -> {
            exchange.answer(exchange.method().equals("GET") ? 200 : 412);
            answered.release();
        };
        try (var server = Loopback.plain(refuses);
                var client = java.net.http.HttpClient.newHttpClient()) {
            var where = HttpRequest.newBuilder(Loopback.http(server, "/"));
            var upgrade = client.send(where.GET().build(), BodyHandlers.discarding());
            assertThat(upgrade.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_2);
            answered.acquire();

            for (int i = 0; i < 20; i++) {
                var late =
                        BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> after(answered)), LATE.length);

                var answer = client.send(where.copy().POST(late).build(), BodyHandlers.discarding());

                assertThat(answer.statusCode()).isEqualTo(412);
            }
        }
    }

    private static final byte[] LATE = "0123456789".getBytes(UTF_8);

    /** Has its first byte when that permit is there. */
    private static InputStream after(Semaphore permit) {
        return new ByteArrayInputStream(LATE) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                if (pos == 0) {
                    permit.acquireUninterruptibly();
                }
                return super.read(into, offset, length);
            }
        };
    }

    @Test
    void refusesABodyThatTurnsOutTooLarge() throws Exception {
        try (var server = Loopback.plain(READS_TEN);
                var peer = RawSocket.plain(server.port())) {
            peer.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nhello world\r\n");

            assertThat(peer.readUntil("\r\n")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void takesABodyOfExactlyTheLimit() throws Exception {
        try (var server = Loopback.plain(READS_TEN);
                var client = Loopback.client()) {
            var call = HttpCall.post(Loopback.http(server, "/"), Headers.NONE, Loopback.PATIENT);

            assertThat(client.send(call, ByteBuffer.wrap("0123456789".getBytes(UTF_8)))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void cutsOffABodyThatComesTooSlowly() throws Exception {
        var failure = new CompletableFuture<TransportException.Kind>();
        HttpHandler reads = exchange -> {
            try {
                exchange.body().readAll(1_000_000);
            } catch (TransportException slow) {
                failure.complete(slow.kind());
                throw slow;
            }
        };
        try (var server = Loopback.plain(limits(100, Duration.ofSeconds(10), 10_000), reads);
                var peer = RawSocket.plain(server.port())) {
            peer.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nfew bytes");

            assertThat(failure.get(20, TimeUnit.SECONDS)).isEqualTo(TransportException.Kind.TOO_SLOW);
            assertThat(peer.readUntil("\r\n")).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void givesUpAPeerThatDoesNotTakeItsAnswer() throws Exception {
        var failure = new CompletableFuture<TransportException.Kind>();
        HttpHandler endless = exchange -> {
            try (var body = exchange.begin(200, Headers.NONE)) {
                while (true) {
                    body.write(ByteBuffer.allocate(64 * 1024).asReadOnlyBuffer());
                }
            } catch (TransportException slow) {
                failure.complete(slow.kind());
                throw slow;
            }
        };
        try (var server = Loopback.tls(limits(100, Duration.ofSeconds(10), 1_000_000), endless);
                var peer = RawSocket.tlsWithoutAlpn(server.port())) {
            peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(failure.get(20, TimeUnit.SECONDS)).isEqualTo(TransportException.Kind.TOO_SLOW);
        }
    }

    @Test
    void closesAConnectionThatNeverCompletesItsFirstRequest() throws Exception {
        try (var server = Loopback.plain(limits(100, Duration.ofMillis(300), 0), READS_TEN);
                var peer = RawSocket.plain(server.port())) {
            peer.send("GET / HTTP/1.1\r\nHost: ");

            assertThat(endOf(peer)).isEmpty();
        }
    }

    @Test
    void closesATlsConnectionThatNeverShakesHands() throws Exception {
        try (var server = Loopback.tls(limits(100, Duration.ofMillis(300), 0), READS_TEN);
                var peer = RawSocket.plain(server.port())) {
            assertThat(endOf(peer)).isEmpty();
        }
    }

    @Test
    void leavesAConnectionAloneThatHadItsFirstRequest() throws Exception {
        try (var server = Loopback.plain(limits(100, Duration.ofSeconds(1), 0), READS_TEN);
                var peer = RawSocket.plain(server.port())) {
            peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("\r\n\r\n");

            new CountDownLatch(1).await(1500, TimeUnit.MILLISECONDS);

            peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(peer.readUntil("\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void answers503BeyondItsNumberOfRequests() throws Exception {
        var arrived = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        HttpHandler waits = exchange -> {
            arrived.countDown();
            awaitQuietly(release);
            exchange.answer(200);
        };
        try (var server = Loopback.plain(limits(1, Duration.ofSeconds(10), 0), waits);
                var client = Loopback.client();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = HttpCall.get(Loopback.http(server, "/"), Loopback.PATIENT);
            var first = callers.submit(() -> client.send(call).status());
            awaitQuietly(arrived);

            assertThat(client.send(call).status()).isEqualTo(503);

            release.countDown();
            assertThat(first.get()).isEqualTo(200);
        }
    }

    @Test
    void drainsBeforeItCloses() throws Exception {
        var arrived = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        HttpHandler waits = exchange -> {
            arrived.countDown();
            awaitQuietly(release);
            exchange.answer(200);
        };
        try (var server = Loopback.tls(waits);
                var client = Loopback.client();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = HttpCall.get(Loopback.https(server, "/"), Loopback.PATIENT);
            var under = callers.submit(() -> client.send(call).status());
            awaitQuietly(arrived);

            assertThat(server.drain(Duration.ofMillis(50))).isFalse();
            assertThatThrownBy(() -> RawSocket.plain(server.port()).close()).isInstanceOf(IOException.class);
            release.countDown();

            assertThat(server.drain(Duration.ofSeconds(20))).isTrue();
            assertThat(under.get()).isEqualTo(200);
        }
    }

    private static String endOf(RawSocket peer) {
        try {
            return peer.readToEnd();
        } catch (IOException reset) {
            return "";
        }
    }

    private static ServerLimits limits(int requests, Duration untilFirstRequest, int rate) {
        return new ServerLimits(
                100, requests, 16_384, Duration.ofSeconds(30), untilFirstRequest, rate, Duration.ofSeconds(1));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            boolean _ = latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
