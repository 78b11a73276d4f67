package io.headrace.webrtc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.webrtc.peer.Camera;
import io.headrace.webrtc.peer.Screen;
import io.headrace.webrtc.relay.RelayDesk;
import io.headrace.webrtc.session.SessionLimits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * As many viewers as a stream takes. The next picture is sent when everybody has the one before, so that nobody is ever
 * more than that one behind; whoever waited for another would stand still.
 */
class FiftyViewersTest {

    private static final int VIEWERS = 50;
    private static final int PICTURES = 120;
    private static final int BYTES = 2_500;
    private static final int KEYFRAME_EVERY = 40;
    private static final int CHECK_EVERY = 10;
    private static final int TRIES = 100;
    private static final long SHORTLY_MS = 200;
    private static final long PATIENCE_MS = 20_000;

    /** What may wait for one session: a few pictures' packets and reports, where a stalled one would pile up hundreds. */
    private static final int QUEUE = 64;

    private final List<Screen> screens = new ArrayList<>();
    private RelayServer server;
    private Camera camera;

    @BeforeEach
    void start() throws Exception {
        var session = new SessionLimits(Duration.ofSeconds(20), Duration.ofSeconds(30), QUEUE, 2, 1 << 20);
        server = RelayServer.start(new WebRtcLimits(VIEWERS + 1, VIEWERS + 1, session), new RelayDesk(VIEWERS));
        camera = Camera.on(server.whip("s"));
        for (int i = 0; i < VIEWERS; i++) {
            screens.add(Screen.on(server.whep("s")));
        }
    }

    @AfterEach
    void stop() {
        screens.forEach(Screen::close);
        camera.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everybodyHasEachPictureBeforeTheNextIsMade(boolean oneStalls) throws Exception {
        begin();
        var stalled = screens.getLast().peer();
        var watching = oneStalls ? screens.subList(0, VIEWERS - 1) : screens;
        if (oneStalls) {
            stalled.stall();
        }

        for (int number = 1; number <= PICTURES; number++) {
            camera.send(number % KEYFRAME_EVERY == 0, BYTES);
            if (number % CHECK_EVERY == 0) {
                stalled.check(stalled.password(), true);
            }
            var sent = ByteBuffer.wrap(camera.pictures().getLast());
            for (var screen : watching) {
                assertThat(requireNonNull(screen.next(PATIENCE_MS)).bytes().asByteBuffer())
                        .as("picture %d", number)
                        .isEqualTo(sent);
            }
        }
        // and the one that stalls is not thrown out: it may come back, and costs nobody anything
        assertThat(server.media().sessions()).isEqualTo(VIEWERS + 1);
    }

    /** Sends keyframes until everybody sees the same one, since nobody says when a viewer's session can send. */
    private void begin() throws InterruptedException {
        boolean together = false;
        for (int i = 0; i < TRIES && !together; i++) {
            camera.send(true, BYTES);
            var sent = ByteBuffer.wrap(camera.pictures().getLast());
            together = true;
            for (var screen : screens) {
                together &= sees(screen, sent);
            }
        }
        assertThat(together).as("everybody sees a keyframe").isTrue();
    }

    private static boolean sees(Screen screen, ByteBuffer sent) throws InterruptedException {
        var seen = screen.next(SHORTLY_MS);
        while (seen != null && !seen.bytes().asByteBuffer().equals(sent)) {
            seen = screen.next(SHORTLY_MS);
        }
        return seen != null;
    }
}
