package io.headrace.wire.batch.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.MediaBytes;
import io.headrace.pipeline.PipelineName;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.multipart.GarbledPartsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What existing AI workers brought back: we read it, and write it to the same bytes. */
class RecordedResultsTest {

    static Stream<RecordedExchange> results() {
        return RecordedExchanges.to(ResultHeaders.PATH)
                .filter(exchange -> exchange.direction().equals("AI worker -> orchestrator"));
    }

    static Stream<RecordedExchange> withParts() {
        return results().filter(exchange -> !exchange.request().parts().isEmpty());
    }

    private static ResultHead head(RecordedExchange exchange) {
        return ((ResultHead.Decoding.Accepted)
                        ResultHead.decode(name -> exchange.request().header(name)))
                .head();
    }

    @Test
    void allThreeBodiesAreThere() {
        assertThat(results().map(exchange -> head(exchange).body().getClass()).distinct())
                .hasSize(3);
        assertThat(withParts()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("withParts")
    void writesResultsAsTheyWereRead(RecordedExchange exchange) throws Exception {
        var boundary = ((ResultHead.Body.Parts) head(exchange).body()).boundary();
        byte[] body = body(exchange, boundary);
        assertThat(body).hasSize(exchange.request().bodyLength());

        var read = ResultReader.read(new ByteArrayInputStream(body), boundary, ResultLimits.DEFAULT);

        assertThat(joined(ResultWriter.body(read, boundary))).isEqualTo(body);
        assertThat(read.reply()).isEqualTo(exchange.request().parts().getLast().text());
    }

    @ParameterizedTest
    @MethodSource("results")
    void writesHeadsAsTheyWereRead(RecordedExchange exchange) {
        var head = head(exchange);
        var headers = switch (head.body()) {
            case ResultHead.Body.Parts(var boundary) -> ResultWriter.headers(head.taskId(), head.pipeline(), boundary);
            case ResultHead.Body.Events() -> ResultWriter.eventHeaders(head.taskId(), head.pipeline());
            case ResultHead.Body.ErrorText() -> ResultWriter.failureHeaders(head.taskId(), head.pipeline());
        };

        assertThat(headers)
                .allSatisfy((name, value) ->
                        assertThat(exchange.request().header(name)).contains(value));
    }

    @Test
    void findsTheFilesByTheirNames() throws Exception {
        var exchange = RecordedExchanges.named("G-020");
        var read = ResultReader.read(
                new ByteArrayInputStream(body(exchange, "f69ae836d5bafbb17a83")),
                "f69ae836d5bafbb17a83",
                ResultLimits.DEFAULT);

        assertThat(read.files()).extracting(ResultFile::name).containsExactly("712864d9.png", "34494a06.png");
        assertThat(read.files()).extracting(ResultFile::mediaType).containsOnly("image/png");
        assertThat(ResultReader.missing(read, List.of("712864d9.png", "other.png")))
                .containsExactly("other.png");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | 1 | llm | 415 | mime: no media type",
                "text/html | 1 | llm | 415 | unknown content type",
                "livepeer/ai-worker-error | x | llm | 400 | Invalid Task ID",
                "livepeer/ai-worker-error | - | llm | 400 | Invalid Task ID",
                "livepeer/ai-worker-error | 1 | - | 400 | Invalid Pipeline"
            })
    void refusesHeadsThatMakeNoSense(String type, String task, String pipeline, int status, String text) {
        assertThat(ResultHead.decode(name -> Optional.ofNullable(
                        switch (name) {
                            case "Content-Type" -> type;
                            case "TaskId" -> task;
                            default -> pipeline;
                        })))
                .isEqualTo(new ResultHead.Decoding.Refused(status, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "a/b", "", ".hidden", "a b"})
    void refusesFilesWhoseNamesArePaths(String name) {
        var body = "--b\r\nContent-Disposition: attachment; filename=\"" + name
                + "\"\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n";

        assertThatThrownBy(() -> ResultReader.read(stream(body), "b", ResultLimits.DEFAULT))
                .isInstanceOf(GarbledPartsException.class);
    }

    @Test
    void refusesResultsWithoutAnAnswer() {
        assertThatThrownBy(() -> ResultReader.read(stream("--b--\r\n"), "b", ResultLimits.DEFAULT))
                .hasMessage("a result without an answer");
    }

    @Test
    void refusesWhatIsLargerThanItMayBe() {
        var file = new ResultFile("a.png", "image/png", MediaBytes.owning(new byte[100]));
        var result = new BatchResult(List.of(file, file), "{}");
        byte[] body = joined(ResultWriter.body(result, "b"));

        assertThatThrownBy(
                        () -> ResultReader.read(new ByteArrayInputStream(body), "b", new ResultLimits(2, 150, 10, 10)))
                .hasMessageContaining("more than 50 bytes");
        assertThatThrownBy(
                        () -> ResultReader.read(new ByteArrayInputStream(body), "b", new ResultLimits(1, 500, 10, 10)))
                .hasMessageContaining("more than 2 parts");
        assertThatThrownBy(
                        () -> ResultReader.read(new ByteArrayInputStream(body), "b", new ResultLimits(2, 500, 1, 10)))
                .hasMessageContaining("more than 1 bytes");
    }

    @Test
    void whatBreaksOffIsNoResult() {
        byte[] body = joined(ResultWriter.body(new BatchResult(List.of(), "{\"text\":\"a\"}"), "b"));
        for (int length = 0; length < body.length - 2; length++) {
            var part = new ByteArrayInputStream(body, 0, length);
            assertThatThrownBy(() -> ResultReader.read(part, "b", ResultLimits.DEFAULT))
                    .isInstanceOf(GarbledPartsException.class);
        }
    }

    @Test
    void namesTheTaskAndThePipeline() {
        assertThat(head(RecordedExchanges.named("G-063")))
                .isEqualTo(new ResultHead(10, new PipelineName("text-to-image"), new ResultHead.Body.ErrorText()));
    }

    /** As it was sent, with zeros where the files were. */
    private static byte[] body(RecordedExchange exchange, String boundary) {
        var body = exchange.request().parts().stream()
                .map(part ->
                        part.head() + "\r\n\r\n" + (part.text().isEmpty() ? "\0".repeat(part.length()) : part.text()))
                .collect(Collectors.joining("\r\n--" + boundary + "\r\n", "--" + boundary + "\r\n", ""));
        return (body + "\r\n--" + boundary + "--\r\n").getBytes(UTF_8);
    }

    private static byte[] joined(List<ByteBuffer> pieces) {
        var bytes = new ByteArrayOutputStream();
        for (var piece : pieces) {
            byte[] copy = new byte[piece.remaining()];
            piece.duplicate().get(copy);
            bytes.writeBytes(copy);
        }
        return bytes.toByteArray();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
