package io.headrace.tricklehttp;

import static io.headrace.tricklehttp.Stage.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.transport.BodyChunks.Piece;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.IncomingSegment;
import io.headrace.trickle.Seq;
import io.headrace.trickle.Subscriber;
import io.headrace.trickle.TrickleException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conformance statements about the Go publisher and subscriber, held by ours. */
@Timeout(90)
class ClientConformanceTest {
    private static final ClientPatience PATIENCE = new ClientPatience(
            Duration.ofSeconds(20), Duration.ofMinutes(1), Duration.ofSeconds(20), Duration.ofMillis(500), 5);

    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        stage = Stage.closed().with("cam");
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        stage.close();
    }

    private ChannelCalls calls(URI uri, ClientPatience patience) {
        return new ChannelCalls(http, ChannelAddress.of(uri), patience, HttpCall.Version.HTTP_1_1);
    }

    private HttpPublisher publisher(URI uri) {
        return HttpPublisher.start(calls(uri, PATIENCE), "video/MP2T", pauses::add);
    }

    private HttpSubscriber subscriber(URI uri, long start) {
        return new HttpSubscriber(calls(uri, PATIENCE), start, pauses::add);
    }

    @Test
    @DisplayName("44. GoP: preconnects index 0 before any data exists and index n+1 when n is handed out")
    void preconnects() throws Exception {
        try (var publisher = publisher(stage.uri("cam"))) {
            until(() -> stage.channel("cam").writers() == 1);
            assertThat(stage.channel("cam").head()).isZero();

            var segment = publisher.next();
            until(() -> stage.channel("cam").writers() == 2);

            segment.write(bytes("zero"));
            segment.finish();
            assertThat(stage.get("cam/0").text()).isEqualTo("zero");
            assertThat(stage.channel("cam").head()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("45. GoP: treats Lp-Trickle-Closed on a publish response as end of stream even with status 200")
    void noticesTheEnd() throws Exception {
        try (var publisher = publisher(stage.uri("cam"))) {
            until(() -> stage.channel("cam").writers() == 1);
            stage.ask("DELETE", "cam");

            assertThatThrownBy(() -> publisher.publish(bytes("too late")))
                    .isInstanceOfSatisfying(
                            TrickleException.class,
                            end -> assertThat(end.kind()).isEqualTo(TrickleException.Kind.CHANNEL_ENDED));
        }
    }

    @Test
    @DisplayName("46. GoP: treats 404 as stream not found and any other >= 400 as a coded error")
    void tellsRefusalsApart() throws Exception {
        try (var publisher = publisher(stage.uri("nope"))) {
            assertThatThrownBy(() -> publisher.publish(bytes("x")))
                    .isInstanceOfSatisfying(
                            TrickleException.class,
                            refusal -> assertThat(refusal.kind()).isEqualTo(TrickleException.Kind.NO_SUCH_CHANNEL));
        }
        try (var server = new ScriptedServer().then("/cam/0", exchange -> exchange.refuse(418, "teapot"));
                var publisher = publisher(server.uri("cam"))) {
            assertThatThrownBy(() -> publisher.publish(bytes("x"))).hasMessageContaining("418 teapot");
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    @DisplayName("47. GoP: close sends DELETE on the channel")
    void deletesItsChannel() throws Exception {
        var publisher = publisher(stage.uri("cam"));
        publisher.publish(bytes("x"));

        publisher.close();

        assertThat(stage.channels.all()).isEmpty();
    }

    @Test
    void triesASegmentAgainOfWhichNothingWasSent() throws Exception {
        try (var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var taken = new CompletableFuture<String>();
            var server = Thread.ofVirtual().start(() -> breakOffThenTake(listener, taken));
            var uri = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/cam");
            var segment = PublishedSegment.open(calls(uri, PATIENCE), 0, Headers.NONE, pauses::add);
            until(segment::isOver);

            segment.write(bytes("whole"));
            segment.finish();

            assertThat(taken.get()).startsWith("POST /cam/0 ").contains("whole");
            assertThat(pauses).containsExactly(Duration.ofMillis(500));
            server.join();
        }
    }

    private static void breakOffThenTake(ServerSocket listener, CompletableFuture<String> taken) {
        try {
            listener.accept().close();
            try (var second = listener.accept()) {
                var request = new StringBuilder();
                while (request.indexOf("0\r\n\r\n") < 0) {
                    request.append((char) second.getInputStream().read());
                }
                second.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nLp-Trickle-Seq: 0\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));
                taken.complete(request.toString());
            }
        } catch (IOException failure) {
            taken.completeExceptionally(failure);
        }
    }

    @Test
    void givesUpASegmentThatHasBegunAndClosesIt() throws Exception {
        try (var publisher = publisher(stage.uri("cam"))) {
            try (var segment = publisher.next()) {
                segment.write(bytes("xx"));
                until(() -> stage.channel("cam").head() == 1);
            }

            assertThat(stage.get("cam/0").text()).isEqualTo("xx");
            publisher.publish(bytes("next"));
            assertThat(stage.get("cam/1").text()).isEqualTo("next");
        }
    }

    @Test
    void resumesWhereAnotherPublisherStopped() throws Exception {
        stage.begun("cam", 0, "half");
        var reader = stage.subscribe("cam", 0);

        try (var publisher = HttpPublisher.resume(calls(stage.uri("cam"), PATIENCE), "video/MP2T", pauses::add)) {
            publisher.publish(bytes("fresh"));
        }

        assertThat(reader.reply().text()).isEqualTo("half");
    }

    @Test
    @DisplayName("48. GoU: starts at -1, then follows Lp-Trickle-Seq + 1")
    void follows() throws Exception {
        stage.write("cam", 0, 1);
        try (var subscriber = subscriber(stage.uri("cam"), Seq.NEXT)) {
            var first = Thread.ofVirtual().start(() -> {
                until(() -> stage.channel("cam").readers() == 1);
                post(2, "two");
            });
            var segment = arrived(subscriber);
            first.join();
            assertThat(segment.seq()).isEqualTo(2);
            assertThat(segment.mediaType()).isEqualTo("video/MP2T");
            assertThat(segment.readAll(100)).asString(UTF_8).isEqualTo("two");

            until(() -> stage.channel("cam").readers() == 1);
            post(3, "three");
            assertThat(arrived(subscriber).readAll(100)).asString(UTF_8).isEqualTo("three");
        }
    }

    private void post(long seq, String text) {
        try {
            stage.post("cam/" + seq, text);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    @DisplayName("49. GoU: re-issues an unanswered GET (after 20 s, here 100 ms) without surfacing an error")
    void asksAnew() throws Exception {
        var silence = new CountDownLatch(1);
        var patience = new ClientPatience(
                Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofSeconds(20), Duration.ofMillis(500), 5);
        try (var server = new ScriptedServer()
                        .then("/cam/-1", exchange -> await(silence))
                        .then("/cam/-1", exchange -> await(silence))
                        .then(
                                "/cam/-1",
                                exchange -> exchange.answer(200, Headers.of("Lp-Trickle-Seq", "4"), bytes("at last")));
                var subscriber = new HttpSubscriber(calls(server.uri("cam"), patience), Seq.NEXT, pauses::add)) {
            var segment = arrived(subscriber);

            assertThat(segment.seq()).isEqualTo(4);
            assertThat(server.askedFor("GET /cam/-1")).isEqualTo(3);
            assertThat(pauses).isEmpty();
            silence.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName("50. GoU: surfaces 470 with both indices and does not move by itself")
    void staysWhereItIs() throws Exception {
        stage.write("cam", 0, 7);
        try (var subscriber = subscriber(stage.uri("cam"), 1)) {
            assertThat(subscriber.next()).isEqualTo(new Arrival.Missed(1, 8));
            assertThat(subscriber.next()).isEqualTo(new Arrival.Missed(1, 8));

            subscriber.seek(new Arrival.Missed(1, 8).resumeAt());
            assertThat(arrived(subscriber).readAll(100)).asString(UTF_8).isEqualTo("segment 7");
        }
    }

    @Test
    @DisplayName("51. GoU: surfaces end of stream for 200 with the closed header, before looking at the body")
    void noticesTheEndOfTheStream() throws Exception {
        var terminated = Headers.of("Lp-Trickle-Closed", "terminated").with("Lp-Trickle-Seq", "0");
        try (var server = new ScriptedServer()
                        .then("/cam/0", exchange -> exchange.answer(200, terminated, bytes("Entry not found")));
                var subscriber = subscriber(server.uri("cam"), 0)) {
            assertThat(subscriber.next()).isEqualTo(new Arrival.Ended());
        }
    }

    @Test
    void takes404AfterASegmentForTheEnd() throws Exception {
        stage.write("cam", 0, 0);
        try (var subscriber = subscriber(stage.uri("cam"), 0)) {
            arrived(subscriber).close();
            stage.ask("DELETE", "cam");

            assertThat(subscriber.next()).isEqualTo(new Arrival.Ended());
        }
        try (var subscriber = subscriber(stage.uri("cam"), 0)) {
            assertThatThrownBy(subscriber::next)
                    .isInstanceOfSatisfying(
                            TrickleException.class,
                            unknown -> assertThat(unknown.kind()).isEqualTo(TrickleException.Kind.NO_SUCH_CHANNEL));
        }
    }

    @Test
    void subscriberTriesFiveTimesWhenTheServerFails() throws Exception {
        try (var server = new ScriptedServer()) {
            for (int i = 0; i < 4; i++) {
                server.then("/cam/0", exchange -> exchange.refuse(500, "Server error"));
            }
            server.then("/cam/0", exchange -> exchange.answer(200, Headers.of("Lp-Trickle-Seq", "0"), bytes("x")));
            try (var subscriber = subscriber(server.uri("cam"), 0)) {
                assertThat(arrived(subscriber).readAll(10)).asString(UTF_8).isEqualTo("x");
            }
            assertThat(pauses)
                    .startsWith(
                            Duration.ofMillis(500),
                            Duration.ofMillis(500),
                            Duration.ofMillis(500),
                            Duration.ofMillis(500));
        }
    }

    @Test
    @DisplayName("60. All: unknown response headers and HTTP header case differences are ignored")
    void ignoresCaseAndStrangeHeaders() throws Exception {
        try (var server = new ScriptedServer()
                        .then(
                                "/cam/-2",
                                exchange -> exchange.answer(
                                        200, Headers.of("lp-trickle-seq", "7").with("X-Strange", "yes"), bytes("x")));
                var subscriber = subscriber(server.uri("cam"), Seq.LATEST)) {
            assertThat(arrived(subscriber).seq()).isEqualTo(7);
        }
        assertThat(stage.post("cam/0", "fresh", "lp-TRICKLE-reset: 1", "x-strange: yes")
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("61. All: a subscriber sees a segment's first bytes before the publisher has finished")
    void relaysAtOnce() throws Exception {
        try (var publisher = publisher(stage.uri("cam"));
                var subscriber = subscriber(stage.uri("cam"), 0)) {
            var outgoing = publisher.next();
            outgoing.write(bytes("first"));
            var incoming = arrived(subscriber);
            assertThat(incoming.read().map(run -> UTF_8.decode(run).toString())).contains("first");

            outgoing.write(bytes("second"));
            assertThat(incoming.read().map(run -> UTF_8.decode(run).toString())).contains("second");
            outgoing.finish();
            assertThat(incoming.read()).isEmpty();
        }
    }

    @Test
    @DisplayName("62. All: a JSON control document written as one segment arrives as one segment, byte-identical")
    void keepsDocumentsWhole() throws Exception {
        var document = "{\"prompt\":\"" + "ü".repeat(50_000) + "\"}";
        try (var publisher = publisher(stage.uri("cam"));
                var subscriber = subscriber(stage.uri("cam"), 0)) {
            publisher.publish(bytes(document));

            assertThat(arrived(subscriber).readAll(200_000)).asString(UTF_8).isEqualTo(document);
        }
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
                var publisher = publisher(server.uri("cam"))) {
            var segment = publisher.next();
            segment.write(bytes("x"));
            segment.finish();
        }
    }

    private static IncomingSegment arrived(Subscriber subscriber) throws Exception {
        return switch (subscriber.next()) {
            case Arrival.Segment(var segment) -> segment;
            case Arrival other -> throw new AssertionError(other);
        };
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
