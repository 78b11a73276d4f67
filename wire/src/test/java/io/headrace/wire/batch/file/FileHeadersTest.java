package io.headrace.wire.batch.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileHeadersTest {

    private static final String PNG = "89504E470D0A1A0A0000000D49484452000000400000002008020000";
    private static final String GIF = "47494638396140002000F70000";
    /** Begins with a comment and a filled-up marker, as cameras and editors write. */
    private static final String JPEG = "FFD8FFFE000641414141FFFFFFC0001108002000400301220002110103110100";

    @ParameterizedTest
    @ValueSource(strings = {PNG, GIF, JPEG})
    void findsTheSizeInEveryFormatThatIsCounted(String hex) {
        assertThat(PictureHeader.read(bytes(hex))).contains(new PictureSize(64, 32));
    }

    @ParameterizedTest
    @CsvSource({
        "'', nothing",
        "52494646, WebP",
        "89504E470D0A1A0A0000000D49484452, PNG that breaks off",
        "89504E470D0A1A0A0000000D494844520000000000000020, PNG without width",
        "89504E470D0A1A0A0000000D494844527FFFFFFF7FFFFFFF, PNG beyond all measure",
        "FFD8FFE0FFFF, JPEG that breaks off",
        "FFD80000, JPEG without markers",
        "FFD8FFC000110800000000, JPEG without size",
        "FFD8FFE00000, JPEG whose segment has no length"
    })
    void findsNoneWhereThereIsNone(String hex, String why) {
        assertThat(PictureHeader.read(bytes(hex))).as(why).isEmpty();
    }

    @Test
    void endsOnAnyBytes() {
        var random = new Random(27);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = HexFormat.of().parseHex(round % 2 == 0 ? JPEG : PNG);
            for (int damage = 0; damage < 4; damage++) {
                damaged[2 + random.nextInt(damaged.length - 2)] = (byte) random.nextInt(256);
            }
            assertThat(PictureHeader.read(ByteBuffer.wrap(damaged))).isNotNull();
            assertThat(WaveHeader.read(ByteBuffer.wrap(damaged), damaged.length))
                    .isEmpty();
        }
    }

    @Test
    void findsHowLongAWavSounds() {
        assertThat(WaveHeader.read(wave(32_000, 64_000), 64_044)).contains(Duration.ofSeconds(2));
    }

    @Test
    void doesNotBelieveALengthThatTheFileCannotHave() {
        assertThat(WaveHeader.read(wave(32_000, -1), 16_044)).contains(Duration.ofMillis(500));
    }

    @Test
    void findsNoLengthWithoutARate() {
        assertThat(WaveHeader.read(wave(0, 64_000), 64_044)).isEmpty();
        assertThat(WaveHeader.read(wave(32_000, 64_000).limit(40), 64_044)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "65536, 1", "-1, -1"})
    void refusesSizesThatNoPictureHas(int width, int height) {
        assertThatThrownBy(() -> new PictureSize(width, height)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    /** One channel of 16 bits. */
    private static ByteBuffer wave(int bytesPerSecond, int dataSize) {
        return ByteBuffer.allocate(44)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'R', 'I', 'F', 'F'})
                .putInt(dataSize + 36)
                .put(new byte[] {'W', 'A', 'V', 'E', 'f', 'm', 't', ' '})
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(bytesPerSecond / 2)
                .putInt(bytesPerSecond)
                .putShort((short) 2)
                .putShort((short) 16)
                .put(new byte[] {'d', 'a', 't', 'a'})
                .putInt(dataSize)
                .flip();
    }
}
