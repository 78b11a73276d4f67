package io.headrace.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.FormFields;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.chat.ChatEvent;
import io.headrace.wire.chat.ChatReply;
import io.headrace.wire.chat.TokenUsage;
import io.headrace.wire.text.UnreadableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The same pipelines, asked for in OpenAI's words. */
class OpenAiTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final UploadedFile PICTURE =
            new UploadedFile("a.png", "image/png", 9, new FileContent.Picture(new PictureSize(8, 8)));
    private static final UploadedFile SOUND =
            new UploadedFile("a.wav", "audio/wav", 9, new FileContent.Sound(Duration.ofSeconds(2)));

    @Test
    void chatsNeedNoneOfWhatExistingGatewaysDemandAndKeepWhatIsUnknown() throws Exception {
        var asked = ChatCompletions.decode("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":"
                + "[{\"type\":\"text\",\"text\":\"hi\"}]}],\"max_tokens\":9,\"max_completion_tokens\":7,"
                + "\"tools\":[{\"type\":\"function\"}],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");

        assertThat(asked.usageWanted()).isTrue();
        assertThat(asked.request().maxTokens()).isEqualTo(7);
        assertThat(asked.request().body().document().sorted())
                .isEqualTo("{\"max_tokens\":7,\"messages\":[{\"content\":[{\"text\":\"hi\",\"type\":\"text\"}],"
                        + "\"role\":\"user\"}],\"model\":\"m\",\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true},\"tools\":[{\"type\":\"function\"}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[]}",
                "{}",
                "{\"messages\":[{}],\"max_tokens\":0}",
                "{\"messages\":[{}],\"max_completion_tokens\":-1}",
                "{\"messages\":\"hi\"}",
                "{\"messages\":[{}],\"max_tokens\":4294967297}"
            })
    void refusesChatsThatMakeNoSense(String json) {
        assertThatThrownBy(() -> ChatCompletions.decode(json)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void answersChatsInOpenAisForm() throws Exception {
        var recorded =
                ChatReply.decode(RecordedExchanges.named("E-015").response().bodyText());

        var answer = JSON.readTree(ChatCompletions.encode(recorded));

        assertThat(answer.at("/object").asString()).isEqualTo("chat.completion");
        assertThat(answer.at("/choices/0/message/content").asString()).isEqualTo("hi there friend");
        assertThat(answer.at("/choices/0").has("delta")).isFalse();
        assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(8);
    }

    @Test
    void tellsPiecesWithANullReasonAndTheUsageOnceAtTheEnd() throws Exception {
        var piece = ChatReply.decode("{\"id\":\"c\",\"choices\":[{\"index\":0,\"finish_reason\":\"\",\"delta\":"
                + "{\"content\":\"a\"}}],\"usage\":{\"total_tokens\":8}}");

        var told =
                JSON.readTree(ChatCompletions.encode(new ChatEvent.Piece(piece)).data());
        var usage = JSON.readTree(
                ChatCompletions.usage(piece, new TokenUsage(5, 3, 8)).data());

        assertThat(told.at("/object").asString()).isEqualTo("chat.completion.chunk");
        assertThat(told.at("/choices/0/finish_reason").isNull()).isTrue();
        assertThat(told.has("usage")).isFalse();
        assertThat(usage.at("/choices").size()).isZero();
        assertThat(usage.at("/usage/completion_tokens").asInt()).isEqualTo(3);
        assertThat(ChatCompletions.encode(new ChatEvent.Done()).data()).isEqualTo("[DONE]");
        assertThat(ChatCompletions.encode(new ChatEvent.Failed("oom")).data())
                .isEqualTo("{\"error\":{\"message\":\"oom\",\"type\":\"server_error\"}}");
    }

    @Test
    void generatesPictures() throws Exception {
        var asked = ImageGenerations.decode("{\"model\":\"m\",\"prompt\":\"a cat\",\"n\":2,\"size\":\"256x128\","
                + "\"response_format\":\"b64_json\",\"seed\":7}");

        assertThat(asked.form()).isEqualTo(ImageGenerations.Form.BASE64);
        assertThat(asked.request()).isInstanceOfSatisfying(BatchRequest.TextToImage.class, request -> {
            assertThat(request.size()).isEqualTo(new PictureSize(256, 128));
            assertThat(request.images()).isEqualTo(2);
            assertThat(request.body().document().sorted())
                    .isEqualTo("{\"height\":128,\"model_id\":\"m\",\"num_images_per_prompt\":2,"
                            + "\"prompt\":\"a cat\",\"seed\":7,\"width\":256}");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"size\":\"big\"", "\"size\":\"0x9\"", "\"response_format\":\"png\"", "\"n\":\"2\""})
    void refusesPicturesThatMakeNoSense(String field) {
        assertThatThrownBy(() -> ImageGenerations.decode("{\"prompt\":\"x\"," + field + "}"))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void answersPicturesByAddressOrWithTheirData() throws Exception {
        var images = new BatchReply.Images(List.of(new BatchReply.Image("data:image/png;base64,AAA=", 1, false)));

        assertThat(ImageGenerations.encode(images, ImageGenerations.Form.BASE64, NOW))
                .isEqualTo("{\"created\":1700000000,\"data\":[{\"b64_json\":\"AAA=\"}]}");
        assertThat(ImageGenerations.encode(images, ImageGenerations.Form.ADDRESS, NOW))
                .contains("\"url\":\"data:image/png;base64,AAA=\"");
    }

    @Test
    void editsPictures() throws Exception {
        var asked =
                ImageGenerations.decodeEdit(form("prompt", "x", "model", "m", "n", "3", "strength", "0.5"), PICTURE);

        assertThat(asked.request()).isInstanceOfSatisfying(BatchRequest.ImageToImage.class, request -> {
            assertThat(request.images()).isEqualTo(3);
            assertThat(request.model()).isEqualTo("m");
            assertThat(request.body().fields())
                    .isEqualTo(form("prompt", "x", "model_id", "m", "strength", "0.5", "num_images_per_prompt", "3"));
        });
    }

    @Test
    void transcribesInEveryForm() throws Exception {
        var asked = AudioTranscriptions.decode(form("model", "m", "response_format", "srt"), SOUND);
        var transcript = new BatchReply.Transcript(
                "hello world", List.of(new BatchReply.Chunk(0, OptionalDouble.of(61.5), " hello world")));

        assertThat(asked.form()).isEqualTo(AudioTranscriptions.Form.SRT);
        assertThat(asked.request().body().fields().text("return_timestamps")).contains("true");
        assertThat(asked.request().body().fields().text("metadata")).contains("{\"duration\":\"2\"}");
        assertThat(AudioTranscriptions.encode(transcript, AudioTranscriptions.Form.JSON))
                .isEqualTo("{\"text\":\"hello world\"}");
        assertThat(AudioTranscriptions.encode(transcript, AudioTranscriptions.Form.TEXT))
                .isEqualTo("hello world\n");
        assertThat(AudioTranscriptions.encode(transcript, AudioTranscriptions.Form.SRT))
                .isEqualTo("1\n00:00:00,000 --> 00:01:01,500\nhello world\n\n");
        assertThat(AudioTranscriptions.encode(transcript, AudioTranscriptions.Form.VTT))
                .isEqualTo("WEBVTT\n\n00:00:00.000 --> 00:01:01.500\nhello world\n\n");
        assertThat(AudioTranscriptions.encode(transcript, AudioTranscriptions.Form.VERBOSE_JSON))
                .contains("\"duration\":61.5")
                .contains("{\"id\":0,\"start\":0,\"end\":61.5,\"text\":\" hello world\"}");
    }

    @Test
    void asksForTimesOnlyWhereTheyAreAnswered() throws Exception {
        assertThat(AudioTranscriptions.decode(form("model", ""), SOUND)
                        .request()
                        .body()
                        .fields()
                        .text("return_timestamps"))
                .contains("false");
        assertThat(AudioTranscriptions.decode(form("timestamp_granularities[]", "word"), SOUND)
                        .request()
                        .body()
                        .fields()
                        .text("return_timestamps"))
                .contains("word");
        assertThatThrownBy(() -> AudioTranscriptions.decode(form("response_format", "xml"), SOUND))
                .hasMessageContaining("verbose_json");
    }

    @Test
    void speaks() throws Exception {
        var asked = Speech.decode("{\"model\":\"m\",\"input\":\"hello\",\"voice\":\"calm\",\"speed\":1.5}");

        assertThat(asked.form()).isEmpty();
        assertThat(asked.request().body().document().sorted())
                .isEqualTo("{\"description\":\"calm\",\"model_id\":\"m\",\"speed\":1.5,\"text\":\"hello\"}");
        assertThat(Speech.decode("{\"input\":\"a\"}").request().model()).isEqualTo("parler-tts/parler-tts-large-v1");
    }

    @Test
    void speaksInTheFormThatIsAskedFor() throws Exception {
        assertThat(Speech.decode("{\"input\":\"a\",\"response_format\":\"mp3\"}")
                        .form())
                .contains(Speech.Form.MP3);
        assertThatThrownBy(() -> Speech.decode("{\"input\":\"a\",\"response_format\":\"midi\"}"))
                .hasMessageContaining("one of wav, mp3");
        assertThatThrownBy(() -> Speech.decode("{\"input\":\"a\",\"stream_format\":\"sse\"}"))
                .hasMessageContaining("sse");
    }

    @Test
    void saysWhatIsWrongInOpenAisShape() {
        var unknown =
                JSON.readTree(ApiError.unknownModel("m", "Ask /v1/models.").encode());
        var invalid =
                JSON.readTree(ApiError.of(new BatchFailure.Invalid("no prompt")).encode());

        assertThat(unknown.at("/error/code").asString()).isEqualTo("model_not_found");
        assertThat(unknown.at("/error/param").asString()).isEqualTo("model");
        assertThat(unknown.at("/detail/msg").asString()).contains("\"m\" does not exist");
        assertThat(invalid.at("/error/type").asString()).isEqualTo("invalid_request_error");
        assertThat(invalid.at("/error/code").isNull()).isTrue();
        assertThat(invalid.at("/detail/0/msg").asString()).isEqualTo("no prompt");
        assertThat(ApiError.of(new BatchFailure.Gone("x"))).satisfies(error -> {
            assertThat(error.status()).isEqualTo(503);
            assertThat(error.code()).isEqualTo("no_orchestrator");
        });
    }

    @Test
    void changesTheModelInWhatTravelsOn() throws Exception {
        var chat = ChatCompletions.decode("{\"model\":\"m\",\"messages\":[{}]}")
                .request()
                .withModel("other");
        var edit = ImageGenerations.decodeEdit(form("model", "m"), PICTURE)
                .request()
                .withModel("other");

        assertThat(chat.model()).isEqualTo("other");
        assertThat(chat.body().document().fields().text("model")).isEqualTo("other");
        assertThat(edit.body())
                .isInstanceOfSatisfying(
                        BatchRequest.Body.Form.class,
                        body -> assertThat(body.fields().text("model_id")).contains("other"));
    }

    @Test
    void listsModels() {
        assertThat(new ModelList(List.of(new ModelList.Model("m", NOW, "llm"))).encode())
                .isEqualTo("{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\","
                        + "\"created\":1700000000,\"owned_by\":\"llm\"}]}");
    }

    private static FormFields form(String... namesAndTexts) {
        var form = FormFields.NONE;
        for (int at = 0; at < namesAndTexts.length; at += 2) {
            form = form.with(namesAndTexts[at], namesAndTexts[at + 1]);
        }
        return form;
    }
}
