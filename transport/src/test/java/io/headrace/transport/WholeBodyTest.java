package io.headrace.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.transport.HttpCall.Version;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies that are there when their head is sent. */
@Timeout(60)
class WholeBodyTest {

    private static final HttpHandler ECHO = exchange ->
            exchange.answer(200, "text/plain", new String(exchange.body().readAll(1_000), UTF_8));

    @ParameterizedTest
    @EnumSource(Version.class)
    void sendsABodyWithItsHead(Version version) throws Exception {
        try (var server = Loopback.tls(ECHO);
                var client = Loopback.client()) {
            var call = post(server).with(version);

            try (var open = client.openWhole(call, bytes("hello"));
                    var answer = open.answer()) {
                assertThat(new String(answer.readAll(), UTF_8)).isEqualTo("hello");
            }
        }
    }

    @Test
    void namesTheLengthOfABodyThatIsWhole() throws Exception {
        HttpHandler length = exchange -> exchange.answer(
                200, "text/plain", exchange.headers().first("Content-Length").orElse("none"));
        try (var server = Loopback.tls(length);
                var client = Loopback.client();
                var open = client.openWhole(post(server).with(Version.HTTP_1_1), bytes("hello"));
                var answer = open.answer()) {
            assertThat(new String(answer.readAll(), UTF_8)).isEqualTo("5");
        }
    }

    @Test
    void canBeGivenUpWhileItsAnswerIsAwaited() throws Exception {
        var arrived = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        try (var server = Loopback.tls(exchange -> {
                    exchange.onPeerGone(left::countDown);
                    arrived.countDown();
                    assertThat(awaited(left)).isTrue();
                    exchange.answer(200);
                });
                var client = Loopback.client();
                var open = client.openWhole(post(server).with(Version.HTTP_2), bytes("hello"))) {
            var failure = CompletableFuture.supplyAsync(() -> catching(open));
            assertThat(awaited(arrived)).isTrue();

            open.cancel();

            assertThat(failure.get(20, TimeUnit.SECONDS)).isInstanceOf(TransportException.class);
            assertThat(awaited(left)).isTrue();
        }
    }

    @Test
    void givingUpAnExchangeThatIsOverChangesNothing() throws Exception {
        try (var server = Loopback.tls(ECHO);
                var client = Loopback.client();
                var open = client.openWhole(post(server), bytes("hello"));
                var answer = open.answer()) {
            assertThat(answer.readAll()).hasSize(5);

            open.cancel();

            assertThat(open.answer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void beginsAnAnswerWithTheFirstOfItsBodyAndEndsItWithTheLast(Version version) throws Exception {
        HttpHandler inTwo =
                exchange -> exchange.begin(200, Headers.NONE, bytes("first, ")).finish(bytes("last"));
        try (var server = Loopback.tls(inTwo);
                var client = Loopback.client();
                var answer = client.send(HttpCall.get(Loopback.https(server, "/"), Loopback.PATIENT)
                        .with(version))) {
            assertThat(new String(answer.readAll(), UTF_8)).isEqualTo("first, last");
        }
    }

    @Test
    void writesNothingBehindTheLast() throws Exception {
        var thrown = new CompletableFuture<Throwable>();
        HttpHandler twice = exchange -> {
            var body = exchange.begin(200, Headers.NONE);
            body.finish(bytes("last"));
            try {
                body.write(bytes("more"));
                thrown.complete(new AssertionError("It was written"));
            } catch (IllegalStateException ended) {
                thrown.complete(ended);
            }
        };
        try (var server = Loopback.tls(twice);
                var client = Loopback.client();
                var answer = client.send(HttpCall.get(Loopback.https(server, "/"), Loopback.PATIENT))) {
            assertThat(new String(answer.readAll(), UTF_8)).isEqualTo("last");
        }
        assertThat(thrown.get(20, TimeUnit.SECONDS)).hasMessageContaining("has ended");
    }

    @Test
    void takesNothingMoreForABodyThatIsWhole() throws Exception {
        try (var server = Loopback.tls(ECHO);
                var client = Loopback.client();
                var open = client.openWhole(post(server), bytes("hello"))) {
            assertThatThrownBy(() -> {
                        if (!open.write(bytes("more"))) {
                            throw new TransportException(TransportException.Kind.BROKEN_OFF, "answered already");
                        }
                    })
                    .isInstanceOf(TransportException.class);
        }
    }

    private static Throwable catching(OpenCall open) {
        try (var answer = open.answer()) {
            return new AssertionError("Answered " + answer.status());
        } catch (Exception failed) {
            return failed;
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static HttpCall post(HttpServer server) {
        return HttpCall.post(Loopback.https(server, "/"), Headers.contentType("text/plain"), Loopback.PATIENT);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
