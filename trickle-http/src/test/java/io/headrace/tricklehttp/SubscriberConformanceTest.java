package io.headrace.tricklehttp;

import static io.headrace.tricklehttp.Stage.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.transport.Headers;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.Seq;
import io.headrace.trickle.TrickleException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conformance statements about the Go subscriber, held by ours. */
@Timeout(90)
class SubscriberConformanceTest {
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
    @DisplayName("48. GoU: starts at -1, then follows Lp-Trickle-Seq + 1")
    void follows() throws Exception {
        clients.stage.write("cam", 0, 1);
        try (var subscriber = clients.subscriber(clients.stage.uri("cam"), Seq.NEXT)) {
            var first = Thread.ofVirtual().start(() -> {
                until(() -> clients.stage.channel("cam").readers() == 1);
                post(2, "two");
            });
            var segment = Clients.arrived(subscriber);
            first.join();
            assertThat(segment.seq()).isEqualTo(2);
            assertThat(segment.mediaType()).isEqualTo("video/MP2T");
            assertThat(segment.readAll(100)).asString(UTF_8).isEqualTo("two");

            until(() -> clients.stage.channel("cam").readers() == 1);
            post(3, "three");
            assertThat(Clients.arrived(subscriber).readAll(100)).asString(UTF_8).isEqualTo("three");
        }
    }

    @Test
    void asksForTheFollowingSegmentWhenThisOneGoesOn() throws Exception {
        var channel = clients.stage.channel("cam");
        try (var publisher = clients.publisher(clients.stage.uri("cam"));
                var subscriber = clients.subscriber(clients.stage.uri("cam"), 0);
                var written = publisher.next()) {
            written.write(Clients.bytes("x"));
            try (var read = Clients.arrived(subscriber)) {
                for (int chunk = 1; chunk < Upcoming.GOES_ON; chunk++) {
                    assertThat(read.read()).isPresent();
                    assertThat(channel.readers()).isEqualTo(1);
                    written.write(Clients.bytes("x"));
                }
                assertThat(read.read()).isPresent();
                until(() -> channel.readers() == 2);
            }
        }
    }

    private void post(long seq, String text) {
        try {
            clients.stage.post("cam/" + seq, text);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    @DisplayName("49. GoU: re-issues an unanswered GET (after 20 s, here 100 ms) without surfacing an error")
    void asksAnew() throws Exception {
        var silence = new CountDownLatch(1);
        var patience = new ClientPatience(
                Duration.ofMillis(100),
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Duration.ofMillis(500),
                5);
        try (var server = new ScriptedServer()
                        .then("/cam/-1", exchange -> await(silence))
                        .then("/cam/-1", exchange -> await(silence))
                        .then(
                                "/cam/-1",
                                exchange -> exchange.answer(
                                        200, Headers.of("Lp-Trickle-Seq", "4"), Clients.bytes("at last")));
                var subscriber =
                        new HttpSubscriber(clients.calls(server.uri("cam"), patience), Seq.NEXT, clients.pauses::add)) {
            var segment = Clients.arrived(subscriber);

            assertThat(segment.seq()).isEqualTo(4);
            assertThat(server.askedFor("GET /cam/-1")).isEqualTo(3);
            assertThat(clients.pauses).isEmpty();
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
        clients.stage.write("cam", 0, 7);
        try (var subscriber = clients.subscriber(clients.stage.uri("cam"), 1)) {
            assertThat(subscriber.next()).isEqualTo(new Arrival.Missed(1, 8));
            assertThat(subscriber.next()).isEqualTo(new Arrival.Missed(1, 8));

            subscriber.seek(new Arrival.Missed(1, 8).resumeAt());
            assertThat(Clients.arrived(subscriber).readAll(100)).asString(UTF_8).isEqualTo("segment 7");
        }
    }

    @Test
    @DisplayName("51. GoU: surfaces end of stream for 200 with the closed header, before looking at the body")
    void noticesTheEndOfTheStream() throws Exception {
        var terminated = Headers.of("Lp-Trickle-Closed", "terminated").with("Lp-Trickle-Seq", "0");
        try (var server = new ScriptedServer()
                        .then(
                                "/cam/0",
                                exchange -> exchange.answer(200, terminated, Clients.bytes("Entry not found")));
                var subscriber = clients.subscriber(server.uri("cam"), 0)) {
            assertThat(subscriber.next()).isEqualTo(new Arrival.Ended());
        }
    }

    @Test
    void takes404AfterASegmentForTheEnd() throws Exception {
        clients.stage.write("cam", 0, 0);
        try (var subscriber = clients.subscriber(clients.stage.uri("cam"), 0)) {
            Clients.arrived(subscriber).close();
            clients.stage.ask("DELETE", "cam");

            assertThat(subscriber.next()).isEqualTo(new Arrival.Ended());
        }
        try (var subscriber = clients.subscriber(clients.stage.uri("cam"), 0)) {
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
            server.then(
                    "/cam/0", exchange -> exchange.answer(200, Headers.of("Lp-Trickle-Seq", "0"), Clients.bytes("x")));
            try (var subscriber = clients.subscriber(server.uri("cam"), 0)) {
                assertThat(Clients.arrived(subscriber).readAll(10))
                        .asString(UTF_8)
                        .isEqualTo("x");
            }
            assertThat(clients.pauses)
                    .startsWith(
                            Duration.ofMillis(500),
                            Duration.ofMillis(500),
                            Duration.ofMillis(500),
                            Duration.ofMillis(500));
        }
    }
}
