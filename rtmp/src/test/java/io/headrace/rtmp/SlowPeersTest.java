package io.headrace.rtmp;

import static io.headrace.rtmp.fixture.Encounters.assertSentAway;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.rtmp.codec.Message;
import io.headrace.rtmp.fixture.Encounters;
import io.headrace.rtmp.fixture.RememberingDesk;
import io.headrace.rtmp.fixture.RtmpClient;
import io.headrace.rtmp.publish.End;
import io.headrace.rtmp.session.SessionLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a peer that is slow, silent or deaf finds: an end to each wait. */
class SlowPeersTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    /** The header of a video message of 524,288 bytes. */
    private static final byte[] HALF_A_MEGABYTE = {4, 0, 0, 0, 8, 0, 0, 9, 1, 0, 0, 0};

    private final RememberingDesk desk = new RememberingDesk();
    private RtmpServer server;

    @BeforeEach
    void start() throws IOException {
        server = server(LONG, LONG, LONG, LONG);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RtmpServer server(Duration handshake, Duration untilPublish, Duration idle, Duration message)
            throws IOException {
        var defaults = SessionLimits.DEFAULT;
        var session = new SessionLimits(
                defaults.wire(), handshake, untilPublish, idle, message, LONG, SHORT, defaults.bufferedBytes());
        return RtmpServer.start(
                new RtmpConfig("127.0.0.1", 0, new RtmpLimits(10, 10, session)), desk, System::nanoTime);
    }

    private void startWith(Duration handshake, Duration untilPublish, Duration idle, Duration message)
            throws IOException {
        server.close();
        server = server(handshake, untilPublish, idle, message);
    }

    private RtmpClient client() throws IOException {
        return RtmpClient.open(server.port());
    }

    private RtmpClient publishing(String name) throws IOException {
        return Encounters.publishing(server.port(), name);
    }

    @Test
    void closesAConnectionThatNeverSpeaks() throws Exception {
        startWith(SHORT, LONG, LONG, LONG);
        try (var client = client()) {
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void sendsAwayAClientThatNeverPublishes() throws Exception {
        startWith(LONG, SHORT, LONG, LONG);
        try (var client = client().connected("live")) {
            assertSentAway(client, "No wish to publish within 300 ms");
        }
    }

    @Test
    void sendsAwayAPublisherThatFallsSilent() throws Exception {
        startWith(LONG, LONG, SHORT, LONG);
        try (var client = publishing("silent")) {
            assertSentAway(client, "No message within 300 ms");
        }
        assertThat(desk.stream("silent").awaitEnd()).isEqualTo(End.LOST);
    }

    /** Each byte comes well within the idle time; only a deadline for the whole message ends this. */
    @Test
    void sendsAwayAPublisherThatTricklesItsMessage() throws Exception {
        startWith(LONG, LONG, LONG, SHORT);
        try (var client = publishing("slow")) {
            client.sendRaw(HALF_A_MEGABYTE);
            Thread.ofVirtual().start(() -> trickle(client));

            var said = client.status();
            assertThat(said.sentence()).isEqualTo("No rest of a message within 300 ms");
        }
        assertThat(desk.stream("slow").awaitEnd()).isEqualTo(End.LOST);
    }

    private static void trickle(RtmpClient client) {
        try {
            while (true) {
                client.sendRaw((byte) 1);
                LockSupport.parkNanos(1_000_000);
            }
        } catch (IOException closed) {
            // The server has had enough.
        }
    }

    /** It asks for answers and does not read them, until our writes would block. */
    @Test
    void closesOnAClientThatDoesNotReadItsAnswers() throws Exception {
        startWith(LONG, LONG, LONG, SHORT);
        var ping = ByteBuffer.allocate(6).putShort(0, (short) 6);
        try (var client = publishing("deaf")) {
            assertThat(desk.stream("deaf").awaitRequest()).isNotNull();
            while (desk.stream("deaf").ends().isEmpty()) {
                client.send(2, new Message(Message.USER_CONTROL, 0, 0, ping.duplicate()));
            }
        } catch (IOException closed) {
            // The server closed while we were writing.
        }

        assertThat(desk.stream("deaf").awaitEnd()).isEqualTo(End.LOST);
    }
}
