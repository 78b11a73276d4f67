package io.headrace.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.carry.FakeCarriers;
import io.headrace.gateway.live.LiveConfig;
import io.headrace.gateway.live.auth.KeyAuthorization;
import io.headrace.gateway.realtime.auth.SharedAuthorization;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.machine.SimulatedHost;
import io.headrace.media.LadderText;
import io.headrace.webrtc.RelayServer;
import io.headrace.webrtc.WebRtcLimits;
import io.headrace.webrtc.peer.Camera;
import io.headrace.webrtc.peer.Screen;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures through the desk, with real offers, handshakes and packets. */
class RelaysThroughDeskTest {

    private static final LiveConfig STREAMS = LiveConfig.of(LadderText.parse("360p"));
    private static final int TRIES = 100;
    private static final long SHORTLY_MS = 50;

    private final RealtimeDesk desk = new RealtimeDesk(
            new SharedAuthorization(new KeyAuthorization(Set.of("sesame"), STREAMS), RealtimeConfig.DEFAULT),
            new RealtimeStreams(
                    RealtimeConfig.DEFAULT,
                    (_, _) -> {
                        throw new AssertionError("Nothing is computed");
                    },
                    FakeCarriers.tools(new SimulatedHost(1))),
            (_, _, _) -> {
                throw new AssertionError("Nothing is transcoded");
            },
            1);
    private RelayServer server;

    @BeforeEach
    void start() throws Exception {
        server = RelayServer.start(WebRtcLimits.DEFAULT, desk);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private URI whip(String key) {
        return URI.create(server.whip("film") + "?key=" + key);
    }

    @Test
    void aViewerWithTheKeySeesWhatAPublisherSends() throws Exception {
        try (var camera = Camera.on(whip("sesame"));
                var screen = Screen.on(URI.create(server.whep("film-out") + "?key=sesame"))) {
            assertThat(seesKeyframe(camera, screen)).isTrue();
            assertThat(desk.publishers()).isEqualTo(1);
            assertThat(desk.viewers()).isEqualTo(1);
        }
    }

    /** Sends keyframes until one is seen, since nobody says when a viewer's session can send. */
    private static boolean seesKeyframe(Camera camera, Screen screen) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            camera.send(true, 3_000);
            var seen = screen.next(SHORTLY_MS);
            if (seen != null) {
                return seen.keyframe();
            }
        }
        return false;
    }
}
