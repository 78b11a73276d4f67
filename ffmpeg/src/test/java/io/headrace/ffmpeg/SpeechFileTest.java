package io.headrace.ffmpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeechFileTest {

    private static final int SECONDS = 3;

    @TempDir
    private Path folder;

    /** Rates that MP3 has, one that it has not, and more channels than it takes. */
    @ParameterizedTest
    @CsvSource({"16000, 1, 16000", "24000, 1, 24000", "44100, 2, 44100", "96000, 1, 48000"})
    void writesSoundAsMp3(int rate, int channels, int written) throws Exception {
        var wave = Files.write(folder.resolve("a.wav"), wave(rate, channels));
        var mp3 = folder.resolve("a.mp3");

        var made = SpeechFile.make(new MediaRequest.EncodeSpeech(wave, mp3), MediaLimits.DEFAULT);

        assertThat(made.duration())
                .isBetween(Duration.ofMillis(SECONDS * 1_000 - 1), Duration.ofMillis(SECONDS * 1_000 + 100));
        var bytes = ByteBuffer.wrap(Files.readAllBytes(mp3));
        assertThat(bytes.remaining()).isBetween(8_000 * SECONDS / 2, 20_000 * SECONDS * channels);
        var head = firstFrame(bytes);
        assertThat(rate(head)).isEqualTo(written);
        assertThat((head >> 6 & 3) == 3).as("mono").isEqualTo(channels == 1);
    }

    @Test
    void refusesWhatIsNoWave() throws Exception {
        var text = Files.writeString(folder.resolve("a.wav"), "no sound at all");
        var request = new MediaRequest.EncodeSpeech(text, folder.resolve("a.mp3"));

        assertThatThrownBy(() -> SpeechFile.make(request, MediaLimits.DEFAULT)).isInstanceOf(RefusedException.class);
    }

    /** Behind the tags, whose length is in seven bits of four octets. */
    private static int firstFrame(ByteBuffer mp3) {
        var tag = new byte[3];
        mp3.get(0, tag);
        assertThat(new String(tag, US_ASCII)).isEqualTo("ID3");
        int length = mp3.get(6) << 21 | mp3.get(7) << 14 | mp3.get(8) << 7 | mp3.get(9);
        int head = mp3.getInt(10 + length);
        assertThat(head >>> 21)
                .as("the eleven bits that every frame begins with")
                .isEqualTo(0x7ff);
        assertThat(head >> 17 & 3).as("layer III").isEqualTo(1);
        return head;
    }

    private static int rate(int head) {
        int usual = new int[] {44_100, 48_000, 32_000}[head >> 10 & 3];
        return switch (head >> 19 & 3) {
            case 3 -> usual;
            case 2 -> usual / 2;
            default -> usual / 4;
        };
    }

    /** A tone of 440 Hz in samples of 16 bits. */
    private static byte[] wave(int rate, int channels) {
        int bytes = rate * SECONDS * channels * 2;
        var wave = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(US_ASCII)).putInt(36 + bytes).put("WAVEfmt ".getBytes(US_ASCII));
        wave.putInt(16).putShort((short) 1).putShort((short) channels);
        wave.putInt(rate).putInt(rate * channels * 2).putShort((short) (channels * 2));
        wave.putShort((short) 16).put("data".getBytes(US_ASCII)).putInt(bytes);
        for (int i = 0; i < rate * SECONDS; i++) {
            short sample = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / rate));
            for (int channel = 0; channel < channels; channel++) {
                wave.putShort(sample);
            }
        }
        return wave.array();
    }
}
