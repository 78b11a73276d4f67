package io.headrace.rtmp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkReaderTest {
    private static ChunkReader reader(String... hex) {
        var bytes = HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
        return new ChunkReader(new ByteArrayInputStream(bytes), WireLimits.DEFAULT);
    }

    private static Message message(int type, int timestamp, int streamId, String hex) {
        return new Message(
                type, timestamp, streamId, ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    @Test
    void readsAllFourFormatsOfHeader() throws IOException {
        var chunks = reader(
                "04 000064 000002 08 01000000 aabb", // format 0: time 100
                "44 000014 000001 09 cc", // format 1: 20 later, one byte, another type
                "84 00000a dd", // format 2: 10 later
                "c4 ee"); // format 3: again 10 later

        assertThat(chunks.read()).isEqualTo(message(8, 100, 1, "aabb"));
        assertThat(chunks.read()).isEqualTo(message(9, 120, 1, "cc"));
        assertThat(chunks.read()).isEqualTo(message(9, 130, 1, "dd"));
        assertThat(chunks.read()).isEqualTo(message(9, 140, 1, "ee"));
    }

    /** RTMP 1.0, section 5.3.1.2.4; FFmpeg relies on it. */
    @Test
    void takesTheTimeOfAFullHeaderForTheStepOfWhatFollowsWithoutHeader() throws IOException {
        var chunks = reader("04 000017 000001 08 01000000 aa", "c4 bb");

        assertThat(chunks.read().timestamp()).isEqualTo(23);
        assertThat(chunks.read().timestamp()).isEqualTo(46);
    }

    @Test
    void readsChunkStreamsOfAllThreeWidths() throws IOException {
        var chunks = reader(
                "3f 000001 000000 08 00000000", "00 05 000002 000000 08 00000000", "01 0501 000003 000000 08 00000000");

        assertThat(chunks.read().timestamp()).isEqualTo(1);
        assertThat(chunks.read().timestamp()).isEqualTo(2);
        assertThat(chunks.read().timestamp()).isEqualTo(3);
    }

    @Test
    void readsExtendedTimesAndTheirRepetition() throws IOException {
        var chunks = reader(
                "02 000000 000004 01 00000000 00000002", // chunks of two bytes
                "04 ffffff 000003 09 01000000 01000000 aabb",
                "c4 01000000 cc",
                "84 ffffff 00ffffff ddee",
                "c4 00ffffff ff");

        assertThat(chunks.read()).isEqualTo(message(9, 0x0100_0000, 1, "aabbcc"));
        assertThat(chunks.read()).isEqualTo(message(9, 0x01ff_ffff, 1, "ddeeff"));
    }

    @Test
    void keepsInterleavedMessagesApart() throws IOException {
        var chunks = reader(
                "02 000000 000004 01 00000000 00000002",
                "04 000001 000003 08 01000000 aabb",
                "06 000002 000003 09 01000000 1122",
                "c4 cc",
                "c6 33");

        assertThat(chunks.read()).isEqualTo(message(8, 1, 1, "aabbcc"));
        assertThat(chunks.read()).isEqualTo(message(9, 2, 1, "112233"));
    }

    @Test
    void dropsAnAbortedMessage() throws IOException {
        var chunks = reader(
                "02 000000 000004 01 00000000 00000002",
                "04 000001 000003 08 01000000 aabb",
                "02 000000 000004 02 00000000 0000",
                "c2 0004",
                "04 000007 000001 08 01000000 dd");

        assertThat(chunks.read()).isEqualTo(message(8, 7, 1, "dd"));
    }

    @Test
    void takesTheStreamsThatLibrtmpBeginsWithAShortHeader() throws IOException {
        assertThat(reader("42 000000 000002 04 0006").read()).isEqualTo(message(4, 0, 0, "0006"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "84 000000 aa", // the length is not known
                "c4 aa",
                "02 000000 000004 01 00000000 00000000", // chunks of no bytes
                "02 000000 000004 01 00000000 80000001",
                "02 000000 000003 01 00000000 000001",
                "04 000000 010001 09 01000000", // longer than a command before media is allowed
                "04 000000 010001 14 01000000", // a command that is too long
            })
    void refusesWhatBreaksTheFormat(String hex) {
        assertThatThrownBy(() -> reader(hex).read()).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void refusesAMessageWithinAMessage() {
        var chunks = reader(
                "02 000000 000004 01 00000000 00000002",
                "04 000001 000003 08 01000000 aabb",
                "04 000001 000003 08 01000000 aabb");

        assertThatThrownBy(chunks::read).hasMessageContaining("chunk stream 4 begins before the last one is complete");
    }

    @Test
    void limitsWhatIsUnderAssemblyOnAllStreamsTogether() {
        var limits = new WireLimits(1_000, 1_000, 1_500, 500, 64, 16, 100);
        var out = new ByteArrayOutputStream();
        var size = HexFormat.of().parseHex("02000000000004010000000000000190");
        out.writeBytes(size); // chunks of 400 bytes
        for (int stream = 4; stream < 8; stream++) {
            out.writeBytes(ByteBuffer.allocate(412)
                    .put((byte) stream)
                    .put(new byte[] {0, 0, 0, 0, 3, (byte) 0xe8, 9, 1, 0, 0, 0})
                    .array());
        }
        var chunks = new ChunkReader(new ByteArrayInputStream(out.toByteArray()), limits);

        assertThatThrownBy(chunks::read).hasMessageContaining("longer than 1500 bytes together");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 129, 70_000, 1_000_000})
    void readsWhatTheWriterWrites(int length) throws IOException {
        var payload = new byte[length];
        new Random(length).nextBytes(payload);
        var out = new ByteArrayOutputStream();
        var writer = new ChunkWriter(out);
        for (int time : new int[] {0, 0xff_fffe, 0xff_ffff, -1}) {
            writer.write(6, new Message(Message.VIDEO, time, 1, ByteBuffer.wrap(payload)));
            writer.setChunkSize(4096);
        }
        var chunks = new ChunkReader(new ByteArrayInputStream(out.toByteArray()), WireLimits.DEFAULT);
        chunks.allowMedia();

        for (int time : new int[] {0, 0xff_fffe, 0xff_ffff, -1}) {
            assertThat(chunks.read()).isEqualTo(new Message(Message.VIDEO, time, 1, ByteBuffer.wrap(payload)));
        }
    }

    /** Whatever comes: a message, a violation or the end, and nothing else. */
    @Test
    void survivesNoise() {
        var chance = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            var noise = new byte[chance.nextInt(200)];
            chance.nextBytes(noise);
            var chunks = new ChunkReader(new ByteArrayInputStream(noise), WireLimits.DEFAULT);
            assertThatThrownBy(() -> {
                        while (true) {
                            chunks.read();
                        }
                    })
                    .isInstanceOfAny(ProtocolViolation.class, EOFException.class);
        }
    }
}
