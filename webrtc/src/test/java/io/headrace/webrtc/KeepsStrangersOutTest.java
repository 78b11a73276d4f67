package io.headrace.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.dtls.Fingerprint;
import io.headrace.webrtc.peer.Camera;
import io.headrace.webrtc.peer.Peer;
import io.headrace.webrtc.session.SessionLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Peers that are not who they should be, or do not do their part. */
class KeepsStrangersOutTest {

    private static final long PATIENCE_S = 20;

    private final RecordingDesk desk = new RecordingDesk();

    private static WebRtcLimits limits(int establishing, Duration establish, Duration consent) {
        return new WebRtcLimits(10, establishing, new SessionLimits(establish, consent, 256, 2, 1 << 20));
    }

    private End end() throws InterruptedException {
        return desk.ends.poll(PATIENCE_S, TimeUnit.SECONDS);
    }

    @Test
    void endsTheSessionOfAPeerWithAnotherCertificate() throws Exception {
        var another = Peer.offer("sendonly").with(Fingerprint.of(new byte[] {1, 2, 3}));
        try (var server = RelayServer.start(WebRtcLimits.DEFAULT, desk)) {
            assertThatThrownBy(() -> Camera.on(server.whip("s"), another, _ -> false))
                    .isInstanceOf(IOException.class);

            assertThat(end()).isEqualTo(End.REFUSED);
            assertThat(desk.pictures).isEmpty();
        }
    }

    @Test
    void answersNoCheckWithAnotherPassword() throws Exception {
        var limits = limits(10, Duration.ofMillis(500), Duration.ofSeconds(30));
        try (var server = RelayServer.start(limits, desk);
                var peer = Peer.open(server.whip("s"), Peer.offer("sendonly"))) {
            peer.check("not the password", true);

            assertThatThrownBy(() -> peer.checked().get(100, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(end()).isEqualTo(End.NEVER_CONNECTED);
        }
    }

    @Test
    void limitsSessionsThatDoNotGetFurther() throws Exception {
        var limits = limits(2, Duration.ofSeconds(1), Duration.ofSeconds(30));
        try (var server = RelayServer.start(limits, desk);
                var one = Peer.open(server.whip("1"), Peer.offer("sendonly"));
                var two = Peer.open(server.whip("2"), Peer.offer("sendonly"))) {
            one.check(one.password(), true);
            two.check(two.password(), true);
            var refused = Peer.post(server.whip("3"), Peer.offer("sendonly").text());

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            // a handshake that is over time ends by itself, or by the session's own deadline
            assertThat(end()).isIn(End.NEVER_CONNECTED, End.REFUSED);
            assertThat(end()).isIn(End.NEVER_CONNECTED, End.REFUSED);
        }
    }

    @Test
    void losesAPeerThatConsentsNoMore() throws Exception {
        var limits = limits(10, Duration.ofSeconds(20), Duration.ofSeconds(3));
        try (var server = RelayServer.start(limits, desk);
                var camera = Camera.on(server.whip("s"))) {
            camera.send(true, 100);

            assertThat(end()).isEqualTo(End.LOST);
        }
    }

    @Test
    void endsAPublisherOnDelete() throws Exception {
        try (var server = RelayServer.start(WebRtcLimits.DEFAULT, desk);
                var camera = Camera.on(server.whip("s"))) {
            assertThat(camera.peer().delete()).isEqualTo(200);

            assertThat(end()).isEqualTo(End.FINISHED);
        }
    }

    @Test
    void endsAPublisherThatSaysGoodbye() throws Exception {
        try (var server = RelayServer.start(WebRtcLimits.DEFAULT, desk);
                var camera = Camera.on(server.whip("s"))) {
            camera.peer().sayGoodbye();

            assertThat(end()).isEqualTo(End.FINISHED);
        }
    }

    @Test
    void tellsPublishersThatTheServerCloses() throws Exception {
        try (var server = RelayServer.start(WebRtcLimits.DEFAULT, desk);
                var peer = Peer.open(server.whip("s"), Peer.offer("sendonly"))) {
            assertThat(peer.answer()).contains("a=ice-lite");
        }
        assertThat(end()).isEqualTo(End.CLOSED);
    }
}
