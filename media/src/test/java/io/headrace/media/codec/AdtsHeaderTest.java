package io.headrace.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.SampleUnits;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdtsHeaderTest {

    @Test
    void readsWhatAnEncoderWrote() {
        // Low complexity, 44.1 kHz, mono, 138 bytes, as FFmpeg writes it.
        var header = AdtsHeader.parse(ByteBuffer.wrap(SampleUnits.hex("fff15040115ffc")));

        assertThat(header).contains(new AdtsHeader(2, 4, 1, 7, 138, 1));
        assertThat(header.orElseThrow().sampleRate()).isEqualTo(44_100);
        assertThat(header.orElseThrow().samples()).isEqualTo(1024);
        assertThat(header.orElseThrow().write()).containsExactly(SampleUnits.hex("fff15040115ffc"));
    }

    @Test
    void readsWhatItWrote() {
        for (int rate = 0; rate <= 12; rate++) {
            var header = AdtsHeader.of(2, rate, rate % 8, 100 + rate * 600);

            assertThat(AdtsHeader.parse(ByteBuffer.wrap(header.write()))).contains(header);
            assertThat(AdtsHeader.rateIndexOf(header.sampleRate())).contains(rate);
        }
    }

    @Test
    void refusesFramesThatAdtsHasNot() {
        assertThatThrownBy(() -> AdtsHeader.of(2, 3, 2, 8185)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AdtsHeader.of(5, 3, 2, 100)).isInstanceOf(IllegalArgumentException.class);
        assertThat(AdtsHeader.rateIndexOf(44_000)).isEmpty();
    }

    @Test
    void findsNoHeaderInNoiseThatIsNone() {
        assertThat(AdtsHeader.parse(ByteBuffer.wrap(SampleUnits.hex("fff15040115f"))))
                .isEmpty();
        assertThat(AdtsHeader.parse(ByteBuffer.wrap(SampleUnits.hex("fff17c40115ffc"))))
                .isEmpty();
        assertThat(AdtsHeader.parse(ByteBuffer.wrap(SampleUnits.hex("fff15040001ffc"))))
                .isEmpty();
        var random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[7];
            random.nextBytes(noise);
            noise[0] = -1;
            AdtsHeader.parse(ByteBuffer.wrap(noise))
                    .ifPresent(header -> assertThat(header.frameBytes()).isBetween(7, 8191));
        }
    }
}
