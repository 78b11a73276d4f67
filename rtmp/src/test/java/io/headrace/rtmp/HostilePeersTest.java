package io.headrace.rtmp;

import static io.headrace.rtmp.fixture.Encounters.assertSentAway;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.rtmp.codec.Amf;
import io.headrace.rtmp.codec.Command;
import io.headrace.rtmp.codec.Message;
import io.headrace.rtmp.fixture.Encounters;
import io.headrace.rtmp.fixture.RememberingDesk;
import io.headrace.rtmp.fixture.RtmpClient;
import io.headrace.rtmp.fixture.RtmpPublisher;
import io.headrace.rtmp.fixture.Units;
import io.headrace.rtmp.publish.End;
import io.headrace.rtmp.session.SessionLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a peer that is wrong or greedy finds: a defined end, and nobody else is disturbed. */
class HostilePeersTest {
    private final RememberingDesk desk = new RememberingDesk();
    private RtmpServer server;

    @BeforeEach
    void start() throws IOException {
        server = server(300);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RtmpServer server(int connectionsPerAddress) throws IOException {
        var limits = new RtmpLimits(1_000, connectionsPerAddress, SessionLimits.DEFAULT);
        return RtmpServer.start(new RtmpConfig("127.0.0.1", 0, limits), desk, System::nanoTime);
    }

    private void allowPerAddress(int connections) throws IOException {
        server.close();
        server = server(connections);
    }

    private RtmpClient client() throws IOException {
        return RtmpClient.open(server.port());
    }

    private RtmpClient publishing(String name) throws IOException {
        return Encounters.publishing(server.port(), name);
    }

    @Test
    void closesOnGarbageInsteadOfAHandshake() throws Exception {
        try (var client = client()) {
            client.sendRaw("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));

            assertThat(client.isClosed()).isTrue();
        }
    }

    /** Format 0 on chunk stream 4, message stream 1. */
    private static byte[] header(int type, int length) {
        return ByteBuffer.allocate(12)
                .put((byte) 4)
                .put(new byte[3])
                .put((byte) (length >> 16))
                .putShort((short) length)
                .put((byte) type)
                .putInt(Integer.reverseBytes(1))
                .array();
    }

    @Test
    void refusesAMessageThatIsAnnouncedTooLong() throws Exception {
        try (var client = publishing("long")) {
            client.sendRaw(header(Message.VIDEO, 0xff_ffff));

            assertSentAway(client, "16777215 bytes; at most 8388608 are taken");
        }
        assertThat(desk.stream("long").awaitEnd()).isEqualTo(End.INVALID);
    }

    @Test
    void refusesMediaBeforeItIsAllowed() throws Exception {
        try (var client = client().connected("live")) {
            client.sendRaw(header(Message.VIDEO, 100_000));

            assertSentAway(client, "100000 bytes; at most 65536 are taken");
        }
    }

    @Test
    void refusesAnAmfStringThatIsTooLong() throws Exception {
        try (var client = client().connected("live")) {
            client.chunkSize(65_536).send(client.call("FCPublish", Amf.NOTHING, Amf.text("x".repeat(9_000))));

            assertSentAway(client, "An AMF string has 9000 bytes; at most 8192 are taken");
        }
    }

    @Test
    void refusesAmfThatIsNestedTooDeep() throws Exception {
        Amf nested = Amf.NOTHING;
        for (int i = 0; i < 1_000; i++) {
            nested = new Amf.Members(Map.of("a", nested));
        }
        try (var client = client().connected("live")) {
            client.send(client.call("FCPublish", nested));

            assertSentAway(client, "nested deeper than 16");
        }
    }

    @Test
    void refusesTooManyChunkStreams() throws Exception {
        var ping = new Message(Message.ACKNOWLEDGEMENT, 0, 0, ByteBuffer.allocate(4));
        try (var client = client().connected("live")) {
            for (int i = 0; i < 64; i++) {
                client.sendRaw(wideHeader(i, ping));
            }

            assertSentAway(client, "More than 64 chunk streams");
        }
    }

    /** On chunk stream 64 + i. */
    private static byte[] wideHeader(int i, Message message) {
        return ByteBuffer.allocate(13 + message.payload().remaining())
                .put((byte) 0)
                .put((byte) i)
                .put(new byte[5])
                .put((byte) message.payload().remaining())
                .put((byte) message.type())
                .putInt(0)
                .array();
    }

    @Test
    void refusesChunkSizesThatCannotBe() throws Exception {
        for (int absurd : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            try (var client = client().connected("live")) {
                client.send(
                        2,
                        new Message(
                                Message.SET_CHUNK_SIZE,
                                0,
                                0,
                                ByteBuffer.allocate(4).putInt(0, absurd)));

                assertSentAway(client, "A chunk size of " + absurd + " was asked for");
            }
        }
    }

    @Test
    void refusesTooManyConnectionsOfOneAddressAndKeepsTheOthers() throws Exception {
        allowPerAddress(2);
        try (var first = publishing("first");
                var second = client().connected("live");
                var third = client()) {
            assertThat(third.isClosed()).isTrue();
            second.publish("second");
            assertThat(second.status().isError()).isFalse();
            first.send(first.call("deleteStream", Amf.NOTHING, Amf.number(1)));
            assertThat(desk.stream("first").awaitEnd()).isEqualTo(End.FINISHED);
        }
    }

    @Test
    void givesAPlaceBackWhenAConnectionEnds() throws Exception {
        allowPerAddress(1);
        for (int i = 0; i < 5; i++) {
            try (var client = publishing("turn" + i)) {
                client.send(client.call("deleteStream", Amf.NOTHING, Amf.number(1)));
                assertThat(client.isClosed()).isTrue();
            }
            while (server.connections() > 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void losesNothingOfAGoodPublisherBesideTwoHundredBadOnes() throws Exception {
        var chance = new Random(1);
        List<RtmpClient> bad = new ArrayList<>();
        try (var good = RtmpPublisher.publish(URI.create("rtmp://127.0.0.1:" + server.port() + "/live/good"))) {
            for (int i = 0; i < 200; i++) {
                good.send(i % 20 == 0 ? Units.keyframe(i * 33L, 20_000) : Units.between(i * 33L, 0, 5_000));
                bad.add(badly(chance, i));
            }
            good.end();

            assertThat(desk.stream("good").awaitEnd()).isEqualTo(End.FINISHED);
            assertThat(desk.stream("good").units()).hasSize(200);
        } finally {
            for (var client : bad) {
                client.close();
            }
        }
    }

    /** Noise at once, noise behind a handshake, or noise behind a publish command. */
    private RtmpClient badly(Random chance, int i) throws IOException {
        var noise = new byte[3_000];
        chance.nextBytes(noise);
        var client = client();
        try {
            switch (i % 3) {
                case 0 -> client.sendRaw(noise);
                case 1 -> client.handshake().sendRaw(noise);
                default -> client.connected("live").publish("bad" + i).sendRaw(noise);
            }
        } catch (IOException sentAwayAlready) {
            client.close();
        }
        return client;
    }

    @Test
    void refusesToPublishTwiceOnOneConnection() throws Exception {
        try (var client = publishing("once")) {
            client.send(Command.of("publish", 0, Amf.NOTHING, Amf.text("twice"), Amf.text("live")));

            var said = client.status();
            assertThat(said.code()).isEqualTo("NetStream.Publish.BadName");
            assertThat(said.sentence()).isEqualTo("One connection publishes one stream, once");
        }
        assertThat(desk.stream("once").awaitEnd()).isEqualTo(End.INVALID);
    }

    @Test
    void namesTheCodecThatIsNotTaken() throws Exception {
        try (var client = publishing("vp6")) {
            client.media(Message.VIDEO, 0, new byte[] {0x14, 0, 0});

            assertSentAway(client, "Video coded as VP6 is not taken; send H.264, and HEVC by enhanced RTMP");
        }
        assertThat(desk.stream("vp6").awaitEnd()).isEqualTo(End.INVALID);
    }

    @Test
    void refusesToPlay() throws Exception {
        try (var client = client().connected("live")) {
            client.send(client.call("play", Amf.NOTHING, Amf.text("key")));

            var said = client.status();
            assertThat(said.code()).isEqualTo("NetStream.Play.Failed");
            assertThat(said.sentence()).contains("gives none out");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void knowsAStreamIsLostInTheMiddleOfAMessage() throws Exception {
        try (var client = publishing("cut")) {
            client.sendRaw(header(Message.VIDEO, 1_000)).sendRaw(new byte[100]);
        }

        assertThat(desk.stream("cut").awaitEnd()).isEqualTo(End.LOST);
    }
}
