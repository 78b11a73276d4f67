package io.headrace.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.openai.Speech;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioRoutesTest {

    @TempDir
    private Path folder;

    @Nested
    class Transcriptions {

        private static final String PATH = "/v1/audio/transcriptions";

        @Test
        void answersWithTheTextAlone() throws Exception {
            try (var stage = OpenAiStage.open(folder, _ -> heard())) {
                var answer = stage.form(PATH, form());

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("{\"text\":\"hello world\"}");
                assertThat(stage.asked()).isInstanceOfSatisfying(BatchRequest.AudioToText.class, request -> {
                    assertThat(request.body().file().content())
                            .isEqualTo(new FileContent.Sound(Duration.ofMillis(250)));
                    assertThat(request.body().fields().text("return_timestamps"))
                            .contains("false");
                });
                OpenAiStage.awaitEmpty(folder);
            }
        }

        @Test
        void tellsTheTimesOfPieces() throws Exception {
            try (var stage = OpenAiStage.open(folder, _ -> heard())) {
                var json = OpenAiStage.json(stage.form(PATH, form("response_format", "verbose_json")));

                assertThat(json.path("task").asString()).isEqualTo("transcribe");
                assertThat(json.at("/segments/1/start").asDouble()).isEqualTo(1.5);
                assertThat(json.at("/segments/1/text").asString()).isEqualTo(" world");
                assertThat(json.path("duration").asDouble()).isEqualTo(2.5);
            }
        }

        @ParameterizedTest
        @CsvSource({"text, text/plain, hello world", "srt, text/plain, 00:00:01", "vtt, text/vtt, WEBVTT"})
        void answersInPlainForms(String form, String mediaType, String part) throws Exception {
            try (var stage = OpenAiStage.open(folder, _ -> heard())) {
                var answer = stage.form(PATH, form("response_format", form));

                assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                        .startsWith(mediaType);
                assertThat(answer.body()).contains(part);
            }
        }

        @Test
        void refusesFormsWithoutASoundOrInAnUnknownForm() throws Exception {
            try (var stage = OpenAiStage.open(folder, _ -> heard())) {
                var without = OpenAiStage.formOf("audio", "a.wav", wave(), "model", "org/ear");

                assertThat(stage.form(PATH, without).statusCode()).isEqualTo(400);
                assertThat(stage.form(PATH, form("response_format", "xml")).statusCode())
                        .isEqualTo(400);
                OpenAiStage.awaitEmpty(folder);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "--xxBOUNDARYxx",
                    "--xxBOUNDARYxx\r\n\r\nno head\r\n--xxBOUNDARYxx--\r\n",
                    "--xxBOUNDARYxx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nbroken off"
                })
        void refusesWhatIsNoForm(String body) throws Exception {
            try (var stage = OpenAiStage.open(folder, _ -> heard())) {
                var answer = stage.form(PATH, body.getBytes(UTF_8));

                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(OpenAiStage.json(answer).at("/error/message").asString())
                        .contains("form");
                OpenAiStage.awaitEmpty(folder);
            }
        }

        @Test
        void refusesAFormWithoutABoundary() throws Exception {
            try (var stage = OpenAiStage.open(folder, _ -> heard())) {
                var answer = stage.send(stage.request(PATH)
                        .header("Content-Type", "multipart/form-data")
                        .POST(BodyPublishers.ofString("x")));

                assertThat(answer.statusCode()).isEqualTo(400);
            }
        }

        @Test
        void passesOnWhatARunnerSaysOfTheSound() throws Exception {
            var failed = new BatchOutcome.Failed(new BatchFailure.UnsupportedMedia("the sound cannot be decoded"));
            try (var stage = OpenAiStage.open(folder, _ -> failed)) {
                assertThat(stage.form(PATH, form()).statusCode()).isEqualTo(415);
                OpenAiStage.awaitEmpty(folder);
            }
        }

        private static BatchOutcome heard() {
            var chunks = List.of(
                    new BatchReply.Chunk(0, OptionalDouble.of(1.5), "hello"),
                    new BatchReply.Chunk(1.5, OptionalDouble.of(2.5), " world"));
            return OpenAiStage.done(new BatchReply.Transcript("hello world", chunks), Map.of());
        }

        private static byte[] form(String... more) throws IOException {
            var texts = new String[more.length + 2];
            texts[0] = "model";
            texts[1] = "org/ear";
            System.arraycopy(more, 0, texts, 2, more.length);
            return OpenAiStage.formOf("file", "a.wav", wave(), texts);
        }
    }

    @Nested
    class SpeechRoutes {

        private static final String PATH = "/v1/audio/speech";
        private static final String URL = "/stream/00112233445566778899aabbccddeeff/a.wav";
        private static final String HELLO = "{\"model\":\"org/mouth\",\"input\":\"hello\",\"voice\":\"alloy\"%s}";

        @Test
        void answersWithTheSoundItself() throws Exception {
            try (var stage = OpenAiStage.open(folder, _ -> spoken())) {
                var answer = stage.post(PATH, HELLO.formatted(",\"response_format\":\"wav\""));

                assertThat(answer.headers().firstValue("Content-Type")).contains("audio/wav");
                assertThat(answer.headers().firstValue("Content-Length")).contains(Integer.toString(wave().length));
                assertThat(answer.body()).startsWith("RIFF");
                assertThat(stage.asked()).isInstanceOfSatisfying(BatchRequest.TextToSpeech.class, request -> {
                    assertThat(request.text()).isEqualTo("hello");
                    assertThat(request.body().document().text()).contains("\"description\":\"alloy\"");
                });
            }
        }

        @Test
        void answersWithWaveWhereNothingElseIsMade() throws Exception {
            try (var stage = OpenAiStage.open(folder, _ -> spoken())) {
                assertThat(stage.post(PATH, HELLO.formatted("")).headers().firstValue("Content-Type"))
                        .contains("audio/wav");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"mp3", "opus", "aac", "flac", "pcm"})
        void refusesFormsThatAreNotMadeBeforeAnybodyWorks(String form) throws Exception {
            try (var stage = OpenAiStage.open(folder, _ -> spoken())) {
                var answer = stage.post(PATH, HELLO.formatted(",\"response_format\":\"" + form + "\""));

                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(OpenAiStage.json(answer).at("/error/param").asString())
                        .isEqualTo("response_format");
                assertThat(OpenAiStage.json(answer).at("/error/message").asString())
                        .contains("\"" + form + "\" is not made by this gateway; it makes \"wav\"");
                assertThat(stage.desk().asked()).isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ",\"response_format\":\"mp3\""})
        @Timeout(20)
        void convertsToWhatOpenAiGivesWhereItIsMade(String more) throws Exception {
            try (var stage = OpenAiStage.open(folder, _ -> spoken(), setting -> setting.with(new FakeForms(folder)))) {
                var answer = stage.post(PATH, HELLO.formatted(more));

                assertThat(answer.headers().firstValue("Content-Type")).contains("audio/mpeg");
                assertThat(answer.body()).isEqualTo("mp3 of a.wav");
                // deleted once the answer is out, which the client may see first
                while (Files.exists(folder.resolve("converted"))) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"model\":\"org/mouth\"}",
                    "{\"model\":\"org/mouth\",\"input\":\"\"}",
                    "{\"model\":\"org/mouth\",\"input\":7}",
                    "{\"model\":\"org/mouth\",\"input\":\"x\",\"response_format\":\"midi\"}",
                    "{\"model\":\"org/mouth\",\"input\":\"x\",\"stream_format\":\"sse\"}"
                })
        void refusesWhatCannotBeSpoken(String json) throws Exception {
            try (var stage = OpenAiStage.open(folder, _ -> spoken())) {
                assertThat(stage.post(PATH, json).statusCode()).isEqualTo(400);
            }
        }

        private BatchOutcome spoken() {
            try {
                var file = Files.write(folder.resolve("a.wav"), wave());
                return OpenAiStage.done(new BatchReply.Audio(URL), Map.of(URL, file));
            } catch (IOException full) {
                throw new IllegalStateException(full);
            }
        }
    }

    private record FakeForms(Path folder) implements SpeechForms {

        @Override
        public Set<Speech.Form> forms() {
            return Set.of(Speech.Form.MP3);
        }

        @Override
        public Path convert(Path wave, Speech.Form form) throws IOException {
            return Files.writeString(folder.resolve("converted"), form + " of " + wave.getFileName());
        }
    }

    /** A quarter of a second of silence, 8,000 samples of 8 bits a second. */
    private static byte[] wave() {
        return ByteBuffer.allocate(44 + 2_000)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(UTF_8))
                .putInt(36 + 2_000)
                .put("WAVEfmt ".getBytes(UTF_8))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(8_000)
                .putInt(8_000)
                .putShort((short) 1)
                .putShort((short) 8)
                .put("data".getBytes(UTF_8))
                .putInt(2_000)
                .array();
    }
}
