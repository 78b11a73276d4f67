package io.headrace.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.rtmp.RtmpConfig;
import io.headrace.rtmp.RtmpLimits;
import io.headrace.rtmp.RtmpServer;
import io.headrace.rtmp.codec.Amf;
import io.headrace.rtmp.codec.Message;
import io.headrace.rtmp.fixture.RememberingDesk;
import io.headrace.rtmp.fixture.RtmpClient;
import io.headrace.rtmp.publish.End;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server answers, message by message. */
class DialogueTest {
    private final RememberingDesk desk = new RememberingDesk();
    private RtmpServer server;

    @BeforeEach
    void start() throws IOException {
        server = RtmpServer.start(new RtmpConfig("127.0.0.1", 0, RtmpLimits.DEFAULT), desk, System::nanoTime);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RtmpClient client() throws IOException {
        return RtmpClient.open(server.port());
    }

    @Test
    void answersAClientThatPutsADigestIntoItsGreeting() throws IOException {
        var greeting = new byte[1536];
        new Random(1).nextBytes(greeting);
        greeting[4] = (byte) 128; // the version of a client that does so

        try (var client = client().handshake(greeting)) {
            client.send(client.call("connect", new Amf.Members(Map.of("app", Amf.text("live")))));
            assertThat(client.answer("_result").members(1).text("code")).contains("NetConnection.Connect.Success");
        }
    }

    @Test
    void introducesItselfBeforeItAnswersConnect() throws IOException {
        try (var client = client().handshake()) {
            client.send(client.call("connect", new Amf.Members(Map.of("app", Amf.text("live")))));

            assertThat(client.next().type()).isEqualTo(Message.WINDOW_ACKNOWLEDGEMENT_SIZE);
            assertThat(client.next().type()).isEqualTo(Message.SET_PEER_BANDWIDTH);
            assertThat(client.next().type()).isEqualTo(Message.COMMAND_AMF0);
        }
    }

    @Test
    void namesTheCodecsOfTheOfferThatItTakes() throws IOException {
        var offer = new Amf.Items(List.of(Amf.text("av01"), Amf.text("hvc1"), Amf.text("vp09")));
        try (var client = client().handshake()) {
            client.send(client.call("connect", new Amf.Members(Map.of("app", Amf.text("x"), "fourCcList", offer))));

            assertThat(client.answer("_result").members(0).values())
                    .containsEntry("fourCcList", new Amf.Items(List.of(Amf.text("hvc1"))));
        }
    }

    @Test
    void answersTheCallsOfEncodersAndPassesOverTheirMetadata() throws Exception {
        try (var client = client().connected("live")) {
            for (var name : List.of("releaseStream", "FCPublish")) {
                var call = client.call(name, Amf.NOTHING, Amf.text("meta"));
                client.send(call);
                assertThat(client.answer("_result").transaction()).isEqualTo(call.transaction());
            }
            client.publish("meta");
            assertThat(client.status().code()).isEqualTo("NetStream.Publish.Start");
            client.send(4, new Message(Message.DATA_AMF0, 0, 1, ByteBuffer.wrap(new byte[100])));
            client.send(client.call("unheardOf", Amf.NOTHING));
            client.send(client.call("closeStream", Amf.NOTHING));

            assertThat(desk.stream("meta").awaitEnd()).isEqualTo(End.FINISHED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FCUnpublish", "deleteStream", "closeStream"})
    void endsTheStreamWithEachWordOfGoodbye(String word) throws Exception {
        try (var client = client().connected("live").publish(word)) {
            client.status();
            client.send(client.call(word, Amf.NOTHING));

            assertThat(desk.stream(word).awaitEnd()).isEqualTo(End.FINISHED);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void answersPings() throws IOException {
        var ping = ByteBuffer.allocate(6).putShort(0, (short) 6).putInt(2, 1234);
        try (var client = client().connected("live").send(2, new Message(Message.USER_CONTROL, 0, 0, ping))) {
            var pong = client.next();

            assertThat(pong.type()).isEqualTo(Message.USER_CONTROL);
            assertThat(pong.payload().getShort(0)).isEqualTo((short) 7);
            assertThat(pong.payload().getInt(2)).isEqualTo(1234);
        }
    }

    @Test
    void acknowledgesHalfAWindow() throws IOException {
        try (var client = client().connected("live").publish("acknowledged")) {
            client.status();
            client.send(
                    2,
                    new Message(
                            Message.WINDOW_ACKNOWLEDGEMENT_SIZE,
                            0,
                            0,
                            ByteBuffer.allocate(4).putInt(0, 10_000)));
            client.media(Message.AUDIO, 0, passedOver(6_000));

            var acknowledgement = client.next();

            assertThat(acknowledgement.type()).isEqualTo(Message.ACKNOWLEDGEMENT);
            assertThat(acknowledgement.payload().getInt()).isBetween(6_000, 12_000);
        }
    }

    private static byte[] passedOver(int length) {
        var body = new byte[length];
        body[0] = (byte) 0xaf;
        body[1] = 2;
        return body;
    }

    @Test
    void tellsAClientToConnectFirst() throws IOException {
        try (var client = client().handshake()) {
            client.send(client.call("publish", Amf.NOTHING, Amf.text("early"), Amf.text("live")));

            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void tellsAClientToNameItsStream() throws IOException {
        try (var client = client().connected("live")) {
            client.send(client.call("publish", Amf.NOTHING, Amf.number(1)));

            assertThat(client.status().code()).isEqualTo("NetStream.Publish.BadName");
        }
    }

    @Test
    void passesOverMediaThatComesBeforeItIsPublished() throws Exception {
        try (var client = client().connected("live")) {
            client.media(Message.VIDEO, 0, new byte[] {0x14});
            client.publish("late");

            assertThat(client.status().isError()).isFalse();
            assertThat(desk.stream("late").units()).isEmpty();
        }
    }
}
