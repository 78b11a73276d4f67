package io.headrace.rtmp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    private static final WireLimits LIMITS = WireLimits.DEFAULT;

    private static Amf read(String hex) throws ProtocolViolation {
        return new AmfReader(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))), LIMITS).read();
    }

    @Test
    void readsWhatItWrites() throws IOException {
        var everything = new Amf.Members(Map.of(
                "number",
                Amf.number(-1.5),
                "text",
                Amf.text("Grüße"),
                "long",
                Amf.text("x".repeat(8_000)),
                "flag",
                new Amf.Flag(true),
                "items",
                new Amf.Items(List.of(Amf.text("a"), Amf.NOTHING)),
                "members",
                new Amf.Members(Map.of())));
        var command = Command.of("call", 7, everything, Amf.NOTHING);

        assertThat(Command.parse(command.toMessage(1), LIMITS)).isEqualTo(command);
    }

    @Test
    void readsTheEnvelopeOfAmf3() throws IOException {
        var plain = Command.of("createStream", 2, Amf.NOTHING);
        var payload = plain.toMessage(0).payload();
        var wrapped = ByteBuffer.allocate(1 + payload.remaining())
                .put((byte) 0)
                .put(payload)
                .flip();

        assertThat(Command.parse(new Message(Message.COMMAND_AMF3, 0, 0, wrapped), LIMITS))
                .isEqualTo(plain);
    }

    @Test
    void readsTheKindsThatItDoesNotWrite() throws IOException {
        assertThat(read("06")).isEqualTo(Amf.NOTHING);
        assertThat(read("0b 4000000000000000 0000")).isEqualTo(Amf.number(2));
        assertThat(read("0c 00000002 6869")).isEqualTo(Amf.text("hi"));
        assertThat(read("08 00000001 0001 61 0101 0000 09"))
                .isEqualTo(new Amf.Members(Map.of("a", new Amf.Flag(true))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "00 40", // a number cut off
                "02 0005 6869", // a string cut off
                "03 0001 61 05", // no end of members
                "03 0000", // neither
                "0a 7fffffff 05", // an array that cannot be
                "0a ffffffff",
                "0c 80000000", // a string of negative length
                "0c 00002001", // a string that is too long
                "0d", // unsupported
                "07 0000", // a reference
            })
    void refusesWhatIsNoValue(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void refusesACommandWithoutName() {
        var nameless = new Message(
                Message.COMMAND_AMF0, 0, 0, new AmfWriter().write(Amf.number(1)).written());

        assertThatThrownBy(() -> Command.parse(nameless, LIMITS)).hasMessage("A command begins with its name");
    }

    @Test
    void survivesNoise() {
        var chance = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            var noise = new byte[chance.nextInt(60)];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte) chance.nextInt(13);
            }
            try {
                Command.parse(new Message(Message.COMMAND_AMF0, 0, 0, ByteBuffer.wrap(noise)), LIMITS);
            } catch (ProtocolViolation expected) {
                assertThat(expected).hasMessageMatching("(A|An|AMF) .+");
            }
        }
    }
}
