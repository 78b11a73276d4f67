package io.headrace.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.live.PictureStream;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.HttpServerConfig;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.RecordedExchanges.Recording;
import io.headrace.wire.realtime.SessionAnswer;
import io.headrace.wire.replay.IntendedDifference;
import io.headrace.wire.replay.RawAnswer;
import io.headrace.wire.replay.RawConnection;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recorded request for a trickle channel, head and body as they were, over TLS without ALPN, to a running orchestrator.
 * Each is asked in a session of its own whose channels were brought to where they stood, which the recorded answer tells: a
 * subscriber that was told of a later head came after the segment, another before it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedTrickleReplayTest {

    /** The names of the recorded sessions' channels, without what follows them. */
    private static final List<String> SESSIONS = List.of("cbdd73f1", "562461e3", "bs1-861ae4c9");

    /**
     * Who ends or fills a channel may overtake, on a busy machine, who waits for it on another connection: the answer is then
     * another one, or none, because the next segment never comes.
     */
    private static final int TRIES = 25;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final byte[] media = media();
    private LocalOrchestrator orchestrator;
    private LiveGateway gateway;

    static Stream<RecordedExchange> exchanges() {
        return Stream.of(Recording.LIVE_SESSION, Recording.AI_WORKERS, Recording.SIGNED_ELSEWHERE)
                .flatMap(recording -> RecordedExchanges.of(recording).stream())
                .filter(exchange -> exchange.path().startsWith("/ai/trickle/"));
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        var certificate = new CertificateFolder(folder).certificateFor("127.0.0.1", Instant.now());
        orchestrator = LocalOrchestrator.live(
                new PlayedRunners(1),
                new FreeOfCharge(),
                _ -> OrchestratorConfig.listening(HttpServerConfig.tls("127.0.0.1", 0, certificate)));
        gateway = new LiveGateway(orchestrator);
    }

    @AfterAll
    void stop() {
        orchestrator.close();
    }

    @Test
    void thereAreAllKinds() {
        assertThat(exchanges()).hasSize(67);
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void answersAsTheNetworksNodeDid(RecordedExchange recorded) throws Exception {
        var answer = replayed(recorded);

        IntendedDifference.assertNoOther(OrchestratorDifferences.TABLE, recorded, answer);
        if (recorded.status() == 200 && recorded.response().bodyLength() > 0) {
            assertThat(answer.body()).isEqualTo(published(recorded.response()));
        }
    }

    private RawAnswer replayed(RecordedExchange recorded) throws Exception {
        for (int i = 1; i < TRIES; i++) {
            try {
                var answer = replayedOnce(recorded);
                if (answer.status() == recorded.status()) {
                    return answer;
                }
            } catch (SocketTimeoutException overtaken) {
                // Once more.
            }
        }
        return replayedOnce(recorded);
    }

    private RawAnswer replayedOnce(RecordedExchange recorded) throws Exception {
        var session = LiveGateway.started(gateway.start(false));
        try (var peer = connected()) {
            return new Scene(session, recorded, peer).answer();
        } finally {
            int _ = gateway.status("DELETE", session.channels().input().url());
        }
    }

    private RawConnection connected() throws IOException, GeneralSecurityException {
        var connection = RawConnection.tls(
                URI.create(orchestrator.orchestrator.serviceUri()).getPort());
        connection.patience(PATIENCE);
        return connection;
    }

    /** Documents as they were; media of our own. */
    private byte[] published(RecordedExchange.Message recorded) {
        return recorded.body().orElse(recorded.bodyLength() == 0 ? new byte[0] : media);
    }

    private static byte[] media() {
        var segment = new PictureStream().segment(30);
        var bytes = new byte[segment.remaining()];
        segment.get(bytes);
        return bytes;
    }

    /** One recorded request in the situation in which it was made. */
    private final class Scene {
        private final RecordedExchange recorded;
        private final RawConnection peer;
        private final String channel;
        private final String path;
        private final Optional<Long> seq;

        Scene(SessionAnswer session, RecordedExchange recorded, RawConnection peer) {
            this.recorded = recorded;
            this.peer = peer;
            var words = recorded.path().substring("/ai/trickle/".length()).split("/", 2);
            this.channel = "/ai/trickle/" + name(session, words[0]);
            this.path = words.length == 1 ? channel : channel + "/" + words[1];
            this.seq = recorded.response().header("Lp-Trickle-Seq").map(Long::valueOf);
        }

        /** A channel for data is a channel as those for events are. */
        private static String name(SessionAnswer session, String recorded) {
            var input = URI.create(session.channels().input().url()).getPath().substring("/ai/trickle/".length());
            return SESSIONS.stream()
                    .filter(recorded::startsWith)
                    .findFirst()
                    .map(name -> input + recorded.substring(name.length()).replace("-data", "-events"))
                    .orElse(recorded);
        }

        RawAnswer answer() throws Exception {
            if (recorded.status() != 200) {
                close();
                return peer.ask(recorded.request(), path, published(recorded.request()));
            }
            if (seq.isEmpty()) {
                return peer.ask(recorded.request(), path, new byte[0]);
            }
            if (seq.get() > 0) {
                assertThat(gateway.status("POST", url(channel + "/" + (seq.get() - 1))))
                        .isEqualTo(200);
            }
            boolean closed = recorded.response().header("Lp-Trickle-Closed").isPresent();
            return recorded.request().method().equals("POST") ? publish(closed) : subscribe(closed);
        }

        private RawAnswer publish(boolean closed) throws Exception {
            if (!closed) {
                return peer.ask(recorded.request(), path, published(recorded.request()));
            }
            peer.head(recorded.request(), path);
            close();
            return peer.answer();
        }

        private RawAnswer subscribe(boolean closed) throws Exception {
            boolean late = recorded.response()
                    .header("Lp-Trickle-Latest")
                    .filter(latest -> Long.parseLong(latest) > seq.orElseThrow())
                    .isPresent();
            try (var publisher = connected()) {
                if (late) {
                    preconnect(publisher);
                }
                if (late && !closed) {
                    send(publisher);
                }
                peer.head(recorded.request(), path);
                if (closed) {
                    close();
                } else if (!late) {
                    preconnect(publisher);
                    send(publisher);
                }
                return peer.answer();
            }
        }

        private void preconnect(RawConnection publisher) throws IOException {
            publisher.head(RecordedExchanges.named("E-081").request(), channel + "/" + seq.orElseThrow());
        }

        private void send(RawConnection publisher) throws IOException {
            publisher.body(RecordedExchanges.named("E-081").request(), published(recorded.response()));
            assertThat(publisher.answer().status()).isEqualTo(200);
        }

        private void close() throws Exception {
            if (!channel.endsWith("/nope")) {
                try (var other = connected()) {
                    var request = RecordedExchanges.named("E-111").request();
                    assertThat(other.ask(request, channel, new byte[0]).status())
                            .isEqualTo(200);
                }
            }
        }

        private String url(String of) {
            return orchestrator.uri(of).toString();
        }
    }
}
