package io.headrace.wire.batch.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.batch.RecordedBatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The way of an error from the runner to the client, against what existing nodes said on each hop. */
class RecordedErrorsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource({"E-052, E-051, text-to-image", "G-062, G-061, text-to-image", "L-014, L-013, llm"})
    void passesOnWhatTheRunnerSaidInTheWordsOfExistingOrchestrators(
            String runner, String orchestrator, String pipeline) {
        var recorded = RecordedExchanges.named(runner);
        var relayed = RecordedExchanges.named(orchestrator);

        var error = RunnerError.ofAnswer(recorded.status(), recorded.response().bodyText());
        var answer = OrchestratorError.of(RecordedBatch.named(pipeline), error);

        assertThat(answer.body()).isEqualTo(relayed.response().bodyText());
        assertThat(answer.status()).isEqualTo(relayed.status());
        assertThat(OrchestratorError.ofAnswer(
                                relayed.status(), relayed.response().bodyText())
                        .failure())
                .isEqualTo(new BatchFailure.BadRequest("fake bad input"));
    }

    @Test
    void workersSayTheSameSentence() {
        var runner = RecordedExchanges.named("G-062");
        var worker = RecordedExchanges.named("G-063").request().bodyText();

        assertThat(RunnerError.ofAnswer(400, runner.response().bodyText())
                        .sentence(RecordedBatch.named("text-to-image")))
                .isEqualTo(worker);
        assertThat(OrchestratorError.ofWorker(worker))
                .isEqualTo(OrchestratorError.ofAnswer(
                        500, RecordedExchanges.named("G-061").response().bodyText()));
    }

    @Test
    void aRunnersFailureIsNobodysFaultButItsOwn() {
        var runner = RecordedExchanges.named("E-056");

        assertThat(RunnerError.ofAnswer(runner.status(), runner.response().bodyText())
                        .failure())
                .isEqualTo(new BatchFailure.Broken("fake failure"));
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("G-092", new BatchFailure.PaymentRefused("ErrSegSig")),
                Arguments.of("G-096", new BatchFailure.PaymentRefused("ErrSegSig")),
                Arguments.of(
                        "G-095",
                        new BatchFailure.PaymentRefused("base64 decode error: illegal base64 data at input byte 0")),
                Arguments.of("G-097", new BatchFailure.NoCapacity("insufficient capacity")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void understandsWhatOrchestratorsRefuse(String id, BatchFailure failure) {
        var exchange = RecordedExchanges.named(id);
        var error = OrchestratorError.ofAnswer(
                exchange.status(), exchange.response().bodyText());

        assertThat(error.failure()).isEqualTo(failure);
        assertThat(error.body()).isEqualTo(exchange.response().bodyText());
    }

    @Test
    void usesTheWordsThatExistingGatewaysLookFor() {
        assertThat(OrchestratorError.noCapacity().body()).isEqualTo("insufficient capacity\n");
        assertThat(OrchestratorError.of(RecordedBatch.named("upscale"), new RunnerError(422, "x"))
                        .body())
                .isEqualTo("upscale container returned 422: x\n");
    }

    @ParameterizedTest
    @CsvSource({
        "400, TicketParams expired, PaymentRefused, PAY_AGAIN",
        "400, invalid ticket senderNonce: too many values, PaymentRefused, PAY_AGAIN",
        "400, Insufficient balance, PaymentRefused, PAY_AGAIN",
        "503, insufficient capacity, NoCapacity, TRY_ANOTHER",
        "410, gone, Gone, NEVER_AGAIN",
        "504, late, TooLate, SUSPEND",
        "500, something, Broken, SUSPEND",
        "500, upscale container returned 413: big, TooLarge, TELL_CLIENT",
        "500, upscale container returned 415: odd, UnsupportedMedia, TELL_CLIENT",
        "500, upscale container returned 422: bad, Invalid, TELL_CLIENT",
        "500, upscale container returned 500: oom, Broken, SUSPEND"
    })
    void knowsWhatToDo(int status, String text, String kind, BatchFailure.Reaction reaction) {
        var failure = OrchestratorError.ofAnswer(status, text).failure();

        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure.reaction()).isEqualTo(reaction);
    }

    @ParameterizedTest
    @CsvSource({
        "E-032, 400, audio duration calculation failed",
        "E-067, 400, invalid request ID",
        "G-004, 503, Service Unavailable Error",
        "L-011, 500, Internal Server Error"
    })
    void readsAndWritesWhatExistingGatewaysAnswer(String id, int status, String message) {
        var exchange = RecordedExchanges.named(id);
        var document =
                ErrorDocument.decode(exchange.status(), exchange.response().bodyText());

        assertThat(document).isEqualTo(new ErrorDocument(status, message, ""));
        assertThat(document.encodeAsExistingGateways())
                .isEqualTo(exchange.response().bodyText());
    }

    @Test
    void saysItInBothDialects() {
        var bad = JSON.readTree(
                ErrorDocument.of(new BatchFailure.BadRequest("no <prompt>")).encode());
        var invalid = JSON.readTree(
                ErrorDocument.of(new BatchFailure.Invalid("width")).encode());

        assertThat(bad.at("/error/message").asString()).isEqualTo("no <prompt>");
        assertThat(bad.at("/error/type").asString()).isEqualTo("invalid_request_error");
        assertThat(bad.at("/detail/msg").asString()).isEqualTo("no <prompt>");
        assertThat(invalid.at("/detail/0/msg").asString()).isEqualTo("width");
        assertThat(invalid.at("/detail/0/loc/0").asString()).isEqualTo("body");
        assertThat(ErrorDocument.decode(400, bad.toString()))
                .isEqualTo(new ErrorDocument(400, "no <prompt>", "invalid_request_error"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"detail\":{\"msg\":\"a\"}} | a",
                "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"a\",\"type\":\"t\"},{\"msg\":\"b\"}]} | a; b",
                "{\"detail\":\"a\"} | a",
                "{\"error\":{\"message\":\"a\"}} | a",
                "plain words | plain words",
                "{\"detail\":7} | {\"detail\":7}",
                "[] | []"
            })
    void readsEveryShapeOfARunnersError(String body, String message) {
        assertThat(RunnerError.ofAnswer(400, body)).isEqualTo(new RunnerError(400, message));
        assertThat(ErrorDocument.decode(400, body).message()).isEqualTo(message);
    }

    @Test
    void keepsErrorsShort() {
        assertThat(RunnerError.ofAnswer(400, "x".repeat(1_000_000)).message()).hasSize(1_024);
        assertThat(OrchestratorError.ofAnswer(500, "x".repeat(1_000_000)).text())
                .hasSize(1_024);
    }

    @ParameterizedTest
    @CsvSource({
        "TooLarge, 413",
        "UnsupportedMedia, 415",
        "Invalid, 422",
        "Broken, 502",
        "NoCapacity, 503",
        "TooLate, 504"
    })
    void givesClientsTheStatusThatSaysWhoseFaultItWas(String kind, int status) {
        assertThat(Stream.of(
                                new BatchFailure.TooLarge("m"),
                                new BatchFailure.UnsupportedMedia("m"),
                                new BatchFailure.Invalid("m"),
                                new BatchFailure.Broken("m"),
                                new BatchFailure.NoCapacity("m"),
                                new BatchFailure.TooLate("m"))
                        .filter(failure -> failure.getClass().getSimpleName().equals(kind))
                        .map(failure -> ErrorDocument.of(failure).status()))
                .containsExactly(status);
    }
}
