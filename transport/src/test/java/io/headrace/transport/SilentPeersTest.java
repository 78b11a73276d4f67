package io.headrace.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.transport.BodyChunks.Piece;
import io.headrace.transport.HttpCall.Version;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers that opened a request before they have anything to send. */
class SilentPeersTest {
    private static final String POST = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Test
    void handsOverABodyPieceByPiece() throws Exception {
        var seen = new ArrayBlockingQueue<String>(10);
        HttpHandler listens = exchange -> {
            var body = exchange.body().chunks();
            for (var piece = body.next(); !(piece instanceof Piece.End); piece = body.next()) {
                if (piece instanceof Piece.Chunk(var bytes)) {
                    seen.add(UTF_8.decode(bytes).toString());
                }
            }
            exchange.answer(200);
        };
        try (var server = Loopback.plain(listens);
                var peer = RawSocket.plain(server.port())) {
            peer.send(POST + "3\r\none\r\n");
            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("one");
            peer.send("3\r\ntwo\r\n0\r\n\r\n");

            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("two");
            assertThat(peer.readUntil("\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void sendsProvisionalAnswersToAPeerThatDidNotAsk() throws Exception {
        var wakers = new ArrayBlockingQueue<BodyChunks>(1);
        HttpHandler patient = exchange -> {
            var body = exchange.body().chunks();
            wakers.add(body);
            for (var piece = body.next(); !(piece instanceof Piece.End); piece = body.next()) {
                if (piece instanceof Piece.Woken) {
                    exchange.interim(100);
                }
            }
            exchange.answer(200);
        };
        try (var server = Loopback.plain(patient);
                var peer = RawSocket.plain(server.port())) {
            peer.send(POST);
            var body = taken(wakers);

            for (int i = 0; i < 2; i++) {
                body.wake();
                assertThat(peer.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            }
            peer.send("0\r\n\r\n");
            assertThat(peer.readUntil("\r\n")).isEqualTo("HTTP/1.1 200 OK\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void mayBeAnsweredThoughTheyNeverSaidAnything(Version version) throws Exception {
        var wakers = new ArrayBlockingQueue<BodyChunks>(1);
        HttpHandler released = exchange -> {
            var body = exchange.body().chunks();
            wakers.add(body);
            assertThat(body.next()).isEqualTo(new Piece.Woken());
            exchange.answer(200, Headers.of("Connection", "close"), ByteBuffer.allocate(0));
        };
        try (var server = Loopback.tls(released);
                var client = Loopback.client();
                var call = client.open(HttpCall.post(Loopback.https(server, "/"), Headers.NONE, Loopback.PATIENT)
                        .with(version))) {
            // The head of a request without a body yet goes out at once.
            var body = taken(wakers);
            assertThat(call.isOver()).isFalse();

            body.wake();

            assertThat(call.answer().status()).isEqualTo(200);
            assertThat(call.isOver()).isTrue();
        }
    }

    @Test
    void areNoticedWhenTheyDie() throws Exception {
        var failure = new CompletableFuture<Throwable>();
        var listening = new SynchronousQueue<Boolean>();
        HttpHandler listens = exchange -> {
            var body = exchange.body().chunks();
            try {
                assertThat(body.next()).isInstanceOf(Piece.Chunk.class);
                assertThat(listening.offer(true, 20, TimeUnit.SECONDS)).isTrue();
                body.next();
            } catch (TransportException gone) {
                failure.complete(gone);
                throw gone;
            } catch (InterruptedException impossible) {
                Thread.currentThread().interrupt();
            }
        };
        try (var server = Loopback.plain(listens)) {
            try (var peer = RawSocket.plain(server.port())) {
                peer.send(POST + "3\r\none\r\n");
                assertThat(listening.poll(20, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(failure.get(20, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            gone -> assertThat(gone.kind()).isEqualTo(TransportException.Kind.BROKEN_OFF));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void clientSkipsProvisionalAnswersHoweverMany(Version version) throws Exception {
        var wakers = new ArrayBlockingQueue<BodyChunks>(1);
        List<Piece> pieces = new ArrayList<>();
        HttpHandler patient = exchange -> {
            var body = exchange.body().chunks();
            wakers.add(body);
            for (var piece = body.next(); !(piece instanceof Piece.End); piece = body.next()) {
                pieces.add(piece);
                for (int i = 0; i < 3; i++) {
                    exchange.interim(100);
                }
            }
            exchange.answer(200, "text/plain", "thanks");
        };
        try (var server = Loopback.tls(patient);
                var client = Loopback.client();
                var call = client.open(HttpCall.post(Loopback.https(server, "/"), Headers.NONE, Loopback.PATIENT)
                        .with(version))) {
            taken(wakers).wake();
            assertThat(call.write(ByteBuffer.wrap("hello".getBytes(UTF_8)))).isTrue();
            call.finish();

            var answer = call.answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(new String(answer.readAll(), UTF_8)).isEqualTo("thanks");
            assertThat(pieces).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void clientSeesARefusalBeforeItHasWrittenAnything() throws Exception {
        try (var server = Loopback.tls(exchange -> exchange.refuse(404, "Stream not found"));
                var client = Loopback.client();
                var call = client.open(HttpCall.post(Loopback.https(server, "/"), Headers.NONE, Loopback.PATIENT))) {

            assertThat(call.answer().status()).isEqualTo(404);
            assertThat(call.isOver()).isTrue();
        }
    }

    @Test
    void clientSeesThatItsServerIsGone() throws Exception {
        var wakers = new ArrayBlockingQueue<BodyChunks>(1);
        HttpHandler listens = exchange -> {
            wakers.add(exchange.body().chunks());
            exchange.body().chunks().next();
        };
        try (var client = Loopback.client()) {
            OpenCall call;
            try (var server = Loopback.tls(listens)) {
                call = client.open(HttpCall.post(Loopback.https(server, "/"), Headers.NONE, Loopback.PATIENT));
                taken(wakers);
            }

            assertThatThrownBy(call::answer).isInstanceOf(TransportException.class);
            assertThat(call.isOver()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void clientGivesUpAServerThatFallsSilentInTheMiddle(Version version) throws Exception {
        var over = new CountDownLatch(1);
        HttpHandler stalls = exchange -> {
            try (var body = exchange.begin(200, Headers.NONE)) {
                body.write(ByteBuffer.wrap("half".getBytes(UTF_8)));
                over.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        };
        var limits = new HttpCall.Limits(Duration.ofSeconds(20), Duration.ofMinutes(1), 100, Duration.ofMillis(500));
        try (var server = Loopback.tls(stalls);
                var client = Loopback.client();
                var answer = client.send(
                        HttpCall.get(Loopback.https(server, "/"), limits).with(version))) {
            assertThatThrownBy(answer::readAll)
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            silent -> assertThat(silent.kind()).isEqualTo(TransportException.Kind.BODY_TIMEOUT));
            over.countDown();
        }
    }

    @Test
    void mayWaitForTheWordToBegin() throws Exception {
        HttpHandler reads = exchange -> {
            var body = exchange.body().chunks();
            while (!(body.next() instanceof Piece.End)) {
                // Thrown away.
            }
            exchange.answer(200);
        };
        try (var server = Loopback.plain(reads);
                var peer = RawSocket.plain(server.port())) {
            peer.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(peer.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100");

            peer.send("hi");

            assertThat(peer.readUntil("\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    private static BodyChunks taken(ArrayBlockingQueue<BodyChunks> from) throws InterruptedException {
        var body = from.poll(20, TimeUnit.SECONDS);
        if (body == null) {
            throw new AssertionError("No request came");
        }
        return body;
    }
}
