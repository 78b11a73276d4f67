package io.headrace.gateway.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.BatchStage;
import io.headrace.job.Outcome;
import io.headrace.journal.Fact;
import io.headrace.payments.Price;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capability;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chats, whole and in pieces. */
class ChatTest {

    private static final String MODEL = BuiltInPipelines.LLM.defaultModel();
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String ASK =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":100,\"stream\":%s}";

    @TempDir
    private Path folder;

    private BatchStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = BatchStage.of(folder, true, 2).offering(Capability.LLM, MODEL);
        stage.runner(0).asks(Price.of(2, 1));
        stage.runner(1).asks(Price.of(2, 1));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static String piece(String text, String reason) {
        return ("data:"
                        + " {\"id\":\"c\",\"model\":\"m\",\"created\":1,\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":7,\"total_tokens\":8},\"choices\":[{\"index\":0,\"finish_reason\":\"%s\",\"delta\":{\"role\":\"assistant\",\"content\":\"%s\"}}]}\n\n")
                .formatted(reason, text);
    }

    private void bothAnswer(String... pieces) {
        for (int i = 0; i < 2; i++) {
            stage.runner(i).answers(exchange -> {
                try (var body = exchange.begin(200, Headers.contentType("text/event-stream"))) {
                    for (var piece : pieces) {
                        body.write(ByteBuffer.wrap(piece.getBytes(UTF_8)));
                    }
                }
            });
        }
    }

    @Test
    void tellsWhatTheGatewayItselfTookAndNotWhatTheRunnerTook() throws Exception {
        bothAnswer(piece("Hel", ""), piece("", "stop"));

        stage.postJson("/llm", ASK.formatted("true"));
        stage.postJson("/nothing", "{}");

        assertThat(stage.own).hasSize(1);
        assertThat(stage.own.getFirst()).isPositive().isLessThan(LONG);
    }

    @Test
    void relaysPiecesAndSaysWhenItIsDone() throws Exception {
        bothAnswer(piece("Hel", ""), piece("lo", ""), piece("", "stop"));

        var reply = stage.postJson("/llm", ASK.formatted("true"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().first("Content-Type")).contains("text/event-stream");
        assertThat(reply.text()).contains("\"content\":\"Hel\"").contains("\"content\":\"lo\"");
        assertThat(reply.text()).endsWith("data: [DONE]\n\n");
        stage.journal.await(fact -> fact instanceof Fact.FeeSettled(var _, var _, var _, var fee)
                && fee.toString().equals("14"));
    }

    @Test
    void answersWholeWhereNoStreamIsWanted() throws Exception {
        for (int i = 0; i < 2; i++) {
            stage.runner(i)
                    .answersJson(
                            "{\"id\":\"c\",\"model\":\"m\",\"created\":1,\"usage\":{\"prompt_tokens\":1,"
                                    + "\"completion_tokens\":3,\"total_tokens\":4},\"choices\":[{\"index\":0,"
                                    + "\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"}}]}");
        }

        var reply = stage.postJson("/llm", ASK.formatted("false"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).contains("\"content\":\"Hello\"");
        stage.journal.await(fact -> fact instanceof Fact.FeeSettled(var _, var _, var _, var fee)
                && fee.toString().equals("6"));
    }

    @Test
    void tellsTheClientOfAStreamThatWasCut() throws Exception {
        bothAnswer(piece("Hel", ""));

        var reply = stage.postJson("/llm", ASK.formatted("true"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).contains("Hel").contains("\"error\"").doesNotContain("[DONE]");
        assertThat(stage.runner(0).asked().size() + stage.runner(1).asked().size())
                .isEqualTo(1);
    }

    @Test
    void asksAnotherWhenAStreamEndsBeforeItsFirstPiece() throws Exception {
        var first = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            stage.runner(i).answers(exchange -> {
                boolean begins = first.getCount() > 0;
                first.countDown();
                try (var body = exchange.begin(200, Headers.contentType("text/event-stream"))) {
                    var text = begins ? "data: {\"error\":\"out of memory\"}\n\n" : piece("Hi", "stop");
                    body.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
                }
            });
        }

        var reply = stage.postJson("/llm", ASK.formatted("true"));

        assertThat(reply.text()).contains("\"content\":\"Hi\"").doesNotContain("out of memory");
    }

    @Test
    void aClientThatLeavesCancelsTheJob() throws Exception {
        var gone = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            stage.runner(i).answers(exchange -> {
                try (var body = exchange.begin(200, Headers.contentType("text/event-stream"))) {
                    while (gone.getCount() > 0) {
                        body.write(ByteBuffer.wrap(piece("more", "").getBytes(UTF_8)));
                    }
                } catch (IOException left) {
                    gone.countDown();
                    throw left;
                }
            });
        }
        var call = HttpCall.post(
                stage.uri("/llm"), Headers.contentType("application/json"), new HttpCall.Limits(LONG, LONG, 1 << 20));

        try (var answer =
                stage.client().send(call, ByteBuffer.wrap(ASK.formatted("true").getBytes(UTF_8)))) {
            var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
            assertThat(lines.readLine()).startsWith("data: ");
        }

        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        for (var view : stage.side().jobs()) {
            assertThat(view.awaitEnd(20, TimeUnit.SECONDS)).isTrue();
            assertThat(view.outcome().orElseThrow()).isNotInstanceOf(Outcome.Completed.class);
        }
    }

    @Test
    void refusesWhatIsNoChat() throws Exception {
        assertThat(stage.postJson("/llm", "{\"messages\":[]}").status()).isEqualTo(400);
        assertThat(stage.postJson("/llm", "nonsense").status()).isEqualTo(400);
        assertThat(stage.postJson("/llm", ASK.replace("100", "9000000").formatted("false")))
                .satisfies(reply -> {
                    assertThat(reply.status()).isEqualTo(422);
                    assertThat(reply.text()).contains("at most 131072");
                });
        assertThat(stage.send("POST", "/llm", Headers.contentType("text/plain"), "{}".getBytes(UTF_8))
                        .status())
                .isEqualTo(415);
        assertThat(stage.postJson("/text-to-image", "x".repeat(270_000)).status())
                .isEqualTo(413);
    }
}
