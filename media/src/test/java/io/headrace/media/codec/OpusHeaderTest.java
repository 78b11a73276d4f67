package io.headrace.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RFC 6716 table 2 and section 3.2. */
class OpusHeaderTest {

    @Test
    void theConfigurationSaysHowLongAFrameIs() {
        var silk = List.of(480, 960, 1920, 2880);
        var celt = List.of(120, 240, 480, 960);

        for (int configuration = 0; configuration < 32; configuration++) {
            int expected = configuration < 12
                    ? silk.get(configuration % 4)
                    : configuration < 16 ? silk.get(configuration % 2) : celt.get(configuration % 4);
            assertThat(samples(configuration << 3))
                    .as("configuration %d", configuration)
                    .isEqualTo(expected);
        }
    }

    @Test
    void theCodeSaysHowManyFramesThereAre() {
        int twentyMs = 31 << 3;

        assertThat(samples(twentyMs | 1)).isEqualTo(1920);
        assertThat(samples(twentyMs | 2)).isEqualTo(1920);
        assertThat(samples(twentyMs | 3, 0x80 | 6)).isEqualTo(5760);
    }

    @Test
    void nothingOfWhatIsNoPacket() {
        int twentyMs = 31 << 3;

        assertThat(parse()).isEmpty();
        assertThat(parse(twentyMs | 3)).isEmpty();
        assertThat(parse(twentyMs | 3, 0)).isEmpty();
        assertThat(parse(twentyMs | 3, 7)).isEmpty();
        assertThat(OpusHeader.parse(ByteBuffer.allocate(OpusHeader.MAX_PACKET_BYTES + 1)))
                .isEmpty();
        assertThatThrownBy(() -> new OpusHeader(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static int samples(int... packet) {
        return parse(packet).orElseThrow().samples();
    }

    private static Optional<OpusHeader> parse(int... packet) {
        ByteBuffer bytes = ByteBuffer.allocate(packet.length);
        for (int each : packet) {
            bytes.put((byte) each);
        }
        return OpusHeader.parse(bytes.flip());
    }
}
