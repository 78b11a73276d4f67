package io.headrace.models.batch.speak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.runner.BatchStage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipeline {@code text-to-speech}. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SpeechTest {

    private static byte[] said(BatchStage stage, String text) throws Exception {
        var reply = stage.post("{\"text\":\"" + text + "\"}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("audio").path("url").asString()).startsWith("data:audio/wav;base64,");
        return BatchStage.fromDataUrl(reply.body().path("audio").path("url").asString());
    }

    private static double seconds(byte[] wav) throws Exception {
        try (var audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            assertThat(audio.getFormat().getSampleRate()).isEqualTo(16_000);
            assertThat(audio.getFormat().getSampleSizeInBits()).isEqualTo(16);
            assertThat(audio.getFormat().getChannels()).isEqualTo(1);
            return audio.getFrameLength() / 16_000.0;
        }
    }

    /** The root of the mean square of the samples, of 32,767. */
    private static double loudness(byte[] wav) throws Exception {
        try (var audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            byte[] samples = audio.readAllBytes();
            double sum = 0;
            for (int i = 0; i + 1 < samples.length; i += 2) {
                int sample = (samples[i + 1] << 8) | (samples[i] & 0xff);
                sum += (double) sample * sample;
            }
            return Math.sqrt(sum / (samples.length / 2.0));
        }
    }

    @Test
    void speaksASentenceAsWav() throws Exception {
        try (var stage = BatchStage.ready(SpeechEngine.model())) {
            byte[] wav = said(stage, "Hello. This node runs pipelines, and this voice needs no weights.");

            assertThat(seconds(wav)).isBetween(3.0, 7.0);
            assertThat(loudness(wav))
                    .as("speech, not noise at full scale and not silence")
                    .isBetween(500.0, 9_000.0);
            assertThat(new String(wav, ISO_8859_1)).contains("headrace/freetts-kevin16");
        }
    }

    @Test
    void speaksLongerForMoreText() throws Exception {
        try (var stage = BatchStage.ready(SpeechEngine.model())) {
            double once = seconds(said(stage, "one two three. "));
            double tenTimes = seconds(said(stage, "one two three. ".repeat(10)));

            assertThat(tenTimes / once).isBetween(8.0, 12.0);
        }
    }

    @Test
    void saysTheSameAgain() throws Exception {
        try (var stage = BatchStage.ready(SpeechEngine.model())) {
            assertThat(said(stage, "the same")).isEqualTo(said(stage, "the same"));
        }
    }

    @ParameterizedTest
    @CsvSource({"'',422", "'   ',400", "こんにちは,400", "!?,400"})
    void refusesWhatCannotBeSaid(String text, int status) throws Exception {
        try (var stage = BatchStage.ready(SpeechEngine.model())) {
            assertThat(stage.post("{\"text\":\"" + text + "\"}").status()).isEqualTo(status);
            assertThat(stage.post("{\"text\":\"" + "x".repeat(5_001) + "\"}").message())
                    .contains("at most 5000");
        }
    }

    @Test
    void refusesWhatTakesTooLongToSay() throws Exception {
        try (var stage = BatchStage.ready(SpeechEngine.model())) {
            var reply = stage.post("{\"text\":\"" + "777777 ".repeat(700) + "\"}");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message()).contains("more than 600 s");
            assertThat(said(stage, "short")).isNotEmpty();
        }
    }

    @Test
    void readsWhatIsWrittenInOtherWays() {
        assertThat(Speakable.of("Café №5 – <b>“naïve”</b>")).isEqualTo("Cafe No5    b  naive  /b");
        assertThat(Speakable.pieces("One. Two, three! ... " + "word ".repeat(60) + "end"))
                .hasSize(4)
                .startsWith("One.", "Two, three!")
                .allSatisfy(piece -> assertThat(piece).hasSizeLessThanOrEqualTo(160));
        assertThat(Speakable.of("x".repeat(90)))
                .isEqualTo("x".repeat(40) + " " + "x".repeat(40) + " " + "x".repeat(10));
    }

    @Test
    void survivesWhateverItIsGiven() throws Exception {
        var random = new Random(7);
        var pieces = List.of(
                "0",
                "99999999999999999999",
                "1/2",
                "$5.99",
                "Dr.",
                "A.B.C.",
                "...",
                "http://a.b/c?d=e",
                "'s",
                "-",
                "é",
                "XVII",
                "12:30",
                "&",
                "I'll",
                "#$%",
                "\n",
                "ttttt",
                "1st",
                "1990s",
                "%d",
                "(",
                "\"");
        try (var engine = SpeechEngine.model().open()) {
            for (int n = 0; n < 60; n++) {
                var text = new StringBuilder("a ");
                for (int i = 0; i < 8; i++) {
                    text.append(pieces.get(random.nextInt(pieces.size()))).append(random.nextBoolean() ? " " : "");
                }
                try {
                    assertThat(engine.answer(new Form(Map.of("text", text.toString()), List.of())))
                            .isNotNull();
                } catch (RequestRefused refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                }
            }
        }
    }
}
