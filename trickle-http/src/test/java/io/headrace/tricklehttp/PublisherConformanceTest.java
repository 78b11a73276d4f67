package io.headrace.tricklehttp;

import static io.headrace.tricklehttp.Stage.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.transport.BodyChunks.Piece;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.trickle.TrickleException;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conformance statements about the Go publisher, held by ours. */
@Timeout(90)
class PublisherConformanceTest {
    private static final CountDownLatch NOW = new CountDownLatch(0);

    private Clients clients;

    @BeforeEach
    void start() throws Exception {
        clients = new Clients();
    }

    @AfterEach
    void stop() throws Exception {
        clients.close();
    }

    @Test
    @DisplayName(
            "44. GoP: preconnects index 0 before any data exists and index n+1 when n is handed out; ours when n goes on")
    void preconnects() throws Exception {
        try (var publisher = clients.publisher(clients.stage.uri("cam"))) {
            until(() -> clients.stage.channel("cam").writers() == 1);
            assertThat(clients.stage.channel("cam").head()).isZero();

            var segment = publisher.next();
            for (int chunk = 0; chunk < Upcoming.GOES_ON; chunk++) {
                segment.write(Clients.bytes("zero"));
            }
            until(() -> clients.stage.channel("cam").writers() == 2);

            segment.finish();
            assertThat(clients.stage.get("cam/0").text()).isEqualTo("zero".repeat(Upcoming.GOES_ON));
            assertThat(clients.stage.channel("cam").head()).isEqualTo(1);
        }
    }

    @Test
    void preconnectsNothingBesideTheFirstChunks() throws Exception {
        try (var server = new ScriptedServer().then("/cam/0", PublisherConformanceTest::takesAll);
                var publisher = clients.publisher(server.uri("cam"))) {
            var segment = publisher.next();
            for (int chunk = 1; chunk < Upcoming.GOES_ON; chunk++) {
                segment.write(Clients.bytes("zero"));
            }

            assertThat(server.askedFor("POST /cam/1")).isZero();
            segment.finish();
            until(() -> server.askedFor("POST /cam/1") == 1);
        }
    }

    private static void takesAll(Exchange exchange) throws IOException {
        var _ = exchange.body().readAll(1_000);
        exchange.answer(200, Headers.NONE, ByteBuffer.allocate(0));
    }

    @Test
    @DisplayName("45. GoP: treats Lp-Trickle-Closed on a publish response as end of stream even with status 200")
    void noticesTheEnd() throws Exception {
        try (var segment = PublishedSegment.open(
                clients.calls(clients.stage.uri("cam"), Clients.PATIENCE), 0, Headers.NONE, clients.pauses::add)) {
            until(() -> clients.stage.channel("cam").writers() == 1);
            clients.stage.ask("DELETE", "cam");
            // Whoever writes before the answer is here may find the connection gone in its stead.
            until(segment::isOver);

            assertThatThrownBy(() -> segment.write(Clients.bytes("too late")))
                    .isInstanceOfSatisfying(
                            TrickleException.class,
                            end -> assertThat(end.kind()).isEqualTo(TrickleException.Kind.CHANNEL_ENDED));
        }
    }

    @Test
    void aChannelThatEndsWhileItIsWrittenToIsKnownToHaveEndedAtTheNextSegment() throws Exception {
        try (var publisher = clients.publisher(clients.stage.uri("cam"))) {
            publisher.publish(Clients.bytes("in time"));
            clients.stage.ask("DELETE", "cam");

            var end = EnumSet.of(TrickleException.Kind.CHANNEL_ENDED, TrickleException.Kind.NO_SUCH_CHANNEL);
            until(() -> end.contains(kindOfFailure(publisher)));
        }
    }

    private static TrickleException.Kind kindOfFailure(HttpPublisher publisher) {
        try {
            publisher.publish(Clients.bytes("too late"));
        } catch (TrickleException failure) {
            return failure.kind();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("Taken after the channel's end");
    }

    @Test
    @DisplayName("46. GoP: treats 404 as stream not found and any other >= 400 as a coded error")
    void tellsRefusalsApart() throws Exception {
        try (var publisher = clients.publisher(clients.stage.uri("nope"))) {
            assertThatThrownBy(() -> publisher.publish(Clients.bytes("x")))
                    .isInstanceOfSatisfying(
                            TrickleException.class,
                            refusal -> assertThat(refusal.kind()).isEqualTo(TrickleException.Kind.NO_SUCH_CHANNEL));
        }
        try (var server = new ScriptedServer().then("/cam/0", exchange -> exchange.refuse(418, "teapot"));
                var publisher = clients.publisher(server.uri("cam"))) {
            assertThatThrownBy(() -> publisher.publish(Clients.bytes("x"))).hasMessageContaining("418 teapot");
        }
        assertThat(clients.pauses).isEmpty();
    }

    @Test
    @DisplayName("47. GoP: close sends DELETE on the channel")
    void deletesItsChannel() throws Exception {
        var publisher = clients.publisher(clients.stage.uri("cam"));
        publisher.publish(Clients.bytes("x"));

        publisher.close();

        assertThat(clients.stage.channels.all()).isEmpty();
    }

    @Test
    void triesASegmentAgainOfWhichNothingWasSent() throws Exception {
        try (var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var taken = new CompletableFuture<String>();
            var server =
                    Thread.ofVirtual().start(() -> breakOffThenTake(listener, "\r\n\r\n", NOW, "0\r\n\r\n", taken));
            var uri = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/cam");
            var segment =
                    PublishedSegment.open(clients.calls(uri, Clients.PATIENCE), 0, Headers.NONE, clients.pauses::add);
            until(segment::isOver);

            segment.write(Clients.bytes("whole"));
            segment.finish();

            assertThat(taken.get()).startsWith("POST /cam/0 ").contains("whole");
            assertThat(clients.pauses).containsExactly(Duration.ofMillis(500));
            server.join();
        }
    }

    /**
     * Two connections: one that breaks off when so much of a request is there and the test lets it, one that answers when
     * all of a request is there.
     */
    private static void breakOffThenTake(
            ServerSocket listener, String part, CountDownLatch let, String whole, CompletableFuture<String> taken) {
        try {
            try (var first = listener.accept()) {
                readUntil(part, first);
                let.await();
            }
            try (var second = listener.accept()) {
                var request = readUntil(whole, second);
                second.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nLp-Trickle-Seq: 0\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));
                taken.complete(request);
            }
        } catch (IOException | InterruptedException failure) {
            taken.completeExceptionally(failure);
        }
    }

    private static String readUntil(String end, Socket from) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = from.getInputStream().read();
            if (next < 0) {
                throw new EOFException("The request ended before " + end + ": " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    @Test
    void closesASegmentWhoseRequestBrokeOffInTheMiddle() throws Exception {
        try (var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var taken = new CompletableFuture<String>();
            // One that breaks off sooner may be met by the write itself.
            var written = new CountDownLatch(1);
            var server = Thread.ofVirtual().start(() -> breakOffThenTake(listener, "half", written, "\r\n\r\n", taken));
            var uri = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/cam");
            var segment =
                    PublishedSegment.open(clients.calls(uri, Clients.PATIENCE), 0, Headers.NONE, clients.pauses::add);
            segment.write(Clients.bytes("half"));
            written.countDown();
            until(segment::isOver);

            assertThatThrownBy(() -> segment.write(Clients.bytes("more")))
                    .isInstanceOfSatisfying(
                            TrickleException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(TrickleException.Kind.BROKEN_OFF));
            segment.close();

            assertThat(taken.get()).startsWith("DELETE /cam/0 ");
            server.join();
        }
    }

    @Test
    void goesOnBehindASegmentThatSomebodyElseTook() throws Exception {
        clients.stage.write("cam", 0, 0);
        try (var publisher = clients.publisher(clients.stage.uri("cam"))) {
            assertThatThrownBy(() -> publisher.publish(Clients.bytes("zero")))
                    .isInstanceOfSatisfying(
                            TrickleException.class,
                            taken -> assertThat(taken.kind()).isEqualTo(TrickleException.Kind.SEGMENT_TAKEN));

            publisher.publish(Clients.bytes("one"));

            assertThat(clients.stage.get("cam/1").text()).isEqualTo("one");
        }
    }

    @Test
    void givesUpASegmentThatHasBegunAndClosesIt() throws Exception {
        try (var publisher = clients.publisher(clients.stage.uri("cam"))) {
            try (var segment = publisher.next()) {
                segment.write(Clients.bytes("xx"));
                until(() -> clients.stage.channel("cam").head() == 1);
            }

            assertThat(clients.stage.get("cam/0").text()).isEqualTo("xx");
            publisher.publish(Clients.bytes("next"));
            assertThat(clients.stage.get("cam/1").text()).isEqualTo("next");
        }
    }

    @Test
    void resumesWhereAnotherPublisherStopped() throws Exception {
        clients.stage.begun("cam", 0, "half");
        var reader = clients.stage.subscribe("cam", 0);

        try (var publisher = HttpPublisher.resume(
                clients.calls(clients.stage.uri("cam"), Clients.PATIENCE), "video/MP2T", clients.pauses::add)) {
            publisher.publish(Clients.bytes("fresh"));
        }

        assertThat(reader.reply().text()).isEqualTo("half");
    }

    @Test
    void clientSkipsKeepAlives() throws Exception {
        try (var server = new ScriptedServer().then("/cam/0", exchange -> {
                    for (int i = 0; i < 3; i++) {
                        exchange.interim(100);
                    }
                    var body = exchange.body().chunks();
                    while (!(body.next() instanceof Piece.End)) {
                        exchange.interim(100);
                    }
                    exchange.answer(200, Headers.of("Lp-Trickle-Seq", "0"), ByteBuffer.allocate(0));
                });
                var publisher = clients.publisher(server.uri("cam"))) {
            var segment = publisher.next();
            segment.write(Clients.bytes("x"));
            segment.finish();
        }
    }
}
