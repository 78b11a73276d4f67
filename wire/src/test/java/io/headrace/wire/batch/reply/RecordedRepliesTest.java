package io.headrace.wire.batch.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.batch.RecordedBatch;
import io.headrace.wire.batch.file.PictureHeader;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.batch.file.WaveHeader;
import io.headrace.wire.chat.TokenUsage;
import io.headrace.wire.text.UnreadableException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What existing runners, orchestrators and gateways answered: we read it, and relay it to the same bytes. */
class RecordedRepliesTest {

    static Stream<RecordedExchange> answered() {
        return RecordedBatch.exchanges()
                .filter(exchange -> exchange.status() == 200)
                .filter(exchange -> !exchange.response().bodyText().isEmpty())
                .filter(exchange -> !exchange.response().bodyText().startsWith("data:"));
    }

    static Stream<RecordedExchange> relayed() {
        return answered().filter(exchange -> !exchange.direction().contains("runner"));
    }

    static Stream<RecordedExchange> fromRunners() {
        return answered().filter(exchange -> exchange.direction().contains("runner"));
    }

    private static BatchReply reply(RecordedExchange exchange) throws Exception {
        return BatchReplyCodec.decode(
                RecordedBatch.pipeline(exchange).orElseThrow(),
                exchange.response().bodyText());
    }

    @Test
    void everyPipelineIsThere() {
        assertThat(relayed().map(RecordedExchange::path).distinct()).hasSize(9);
        assertThat(fromRunners()).hasSizeGreaterThan(7);
    }

    @ParameterizedTest
    @MethodSource("relayed")
    void relaysAnswersToTheSameBytes(RecordedExchange exchange) throws Exception {
        assertThat(BatchReplyCodec.encode(reply(exchange)) + "\n")
                .isEqualTo(exchange.response().bodyText());
    }

    @ParameterizedTest
    @MethodSource("fromRunners")
    void readsWhatRunnersAnswer(RecordedExchange exchange) throws Exception {
        var reply = reply(exchange);

        var relayed = BatchReplyCodec.encode(reply);

        var readAgain = BatchReplyCodec.decode(RecordedBatch.pipeline(exchange).orElseThrow(), relayed);
        assertThat(BatchReplyCodec.encode(readAgain)).isEqualTo(relayed);
        assertThat(readAgain.urls()).isEqualTo(reply.urls());
        for (var url : reply.urls()) {
            var file = DataUrl.parse(url);
            assertThat(file).hasToString(url);
            assertThat(file.bytes()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"E-015, E-014", "E-037, E-036", "E-041, E-040", "E-049, E-048"})
    void saysWhatTheRunnerSaidAsExistingOrchestratorsDo(String runner, String orchestrator) throws Exception {
        assertThat(BatchReplyCodec.encode(reply(RecordedExchanges.named(runner))) + "\n")
                .isEqualTo(RecordedExchanges.named(orchestrator).response().bodyText());
    }

    @Test
    void understandsEachKind() throws Exception {
        assertThat(reply(RecordedExchanges.named("G-017")))
                .isEqualTo(new BatchReply.Images(List.of(
                        new BatchReply.Image("/stream/f489a208/712864d9.png", 42, false),
                        new BatchReply.Image("/stream/f489a208/34494a06.png", 43, false))));
        assertThat(reply(RecordedExchanges.named("E-048")))
                .isEqualTo(new BatchReply.Transcript(
                        "hello world", List.of(new BatchReply.Chunk(0, OptionalDouble.of(1.5), "hello world"))));
        assertThat(reply(RecordedExchanges.named("E-036")))
                .isEqualTo(new BatchReply.Masks("[[1]]", "[0.9]", "[[0.1]]"));
        assertThat(reply(RecordedExchanges.named("E-012")))
                .isInstanceOfSatisfying(
                        BatchReply.Completion.class,
                        completion -> assertThat(completion.reply().usage()).contains(new TokenUsage(5, 3, 8)));
    }

    @Test
    void probesTheFilesThatRunnersMade() throws Exception {
        for (var url : reply(RecordedExchanges.named("E-009")).urls()) {
            assertThat(PictureHeader.read(ByteBuffer.wrap(DataUrl.parse(url).bytes())))
                    .contains(new PictureSize(64, 64));
        }
        byte[] sound = DataUrl.parse(
                        reply(RecordedExchanges.named("E-045")).urls().getFirst())
                .bytes();
        assertThat(WaveHeader.read(ByteBuffer.wrap(sound), sound.length)).contains(Duration.ofMillis(100));
    }

    @Test
    void readsTheFramesOfOneFilmAndOfNoMore() throws Exception {
        var film = "[{\"url\":\"data:image/png;base64,AA==\",\"seed\":4,\"nsfw\":true}]";
        var pipeline = RecordedBatch.named("image-to-video");

        assertThat(BatchReplyCodec.decode(pipeline, "{\"frames\":[" + film + "]}"))
                .isEqualTo(new BatchReply.Frames(List.of(new BatchReply.Image("data:image/png;base64,AA==", 4, true))));
        assertThatThrownBy(() -> BatchReplyCodec.decode(pipeline, "{\"frames\":[" + film + "," + film + "]}"))
                .hasMessageContaining("2 films");
    }

    @Test
    void keepsAnEndThatIsNotKnown() throws Exception {
        var json = "{\"chunks\":[{\"text\":\"a\",\"timestamp\":[0.25,null]}],\"text\":\"a\"}";

        assertThat(BatchReplyCodec.encode(BatchReplyCodec.decode(RecordedBatch.named("audio-to-text"), json)))
                .isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"images\":[{\"seed\":1}]}",
                "{\"images\":[7]}",
                "{\"images\":{}}",
                "[]",
                "null",
                "{\"frames\":[7]}"
            })
    void refusesWhatIsNoAnswer(String json) {
        assertThatThrownBy(() -> BatchReplyCodec.decode(RecordedBatch.named("text-to-image"), json))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void refusesCompletionsWithoutChoicesBecauseTheyTakeExistingNodesDown() {
        assertThatThrownBy(() -> BatchReplyCodec.decode(RecordedBatch.named("llm"), "{\"choices\":[]}"))
                .hasMessageContaining("without choices");
    }

    @Test
    void writesAddressesAnew() throws Exception {
        var moved = reply(RecordedExchanges.named("G-019")).withUrls(url -> url.replaceAll(".*/", "/mine/"));

        assertThat(moved.urls()).containsExactly("/mine/712864d9.png", "/mine/34494a06.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h/a.png", "data:image/png,AA", "data:image/png;base64"})
    void refusesAddressesThatHoldNoData(String url) {
        assertThatThrownBy(() -> DataUrl.parse(url)).hasMessageContaining("not a data address");
    }
}
