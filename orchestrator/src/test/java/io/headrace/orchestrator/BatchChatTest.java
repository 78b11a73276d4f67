package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.orchestrator.batch.BatchWork;
import io.headrace.orchestrator.batch.ScriptedModels;
import io.headrace.orchestrator.billing.BatchPrices;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.payments.Price;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.PriceReference;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chats in pieces, over real HTTP and for money. */
class BatchChatTest {

    private static final Pipeline CHAT = BuiltInPipelines.LLM;
    private static final String MODEL = "maker/llm";
    private static final Price PRICE = Price.of(1_000, 1);
    private static final int MOST = 16;
    private static final String REQUEST = "{\"model\":\"" + MODEL
            + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":" + MOST + ",\"stream\":true}";

    private final PaidSetup setup = new PaidSetup(new BatchPrices(
            Map.of(new PriceReference(CHAT.name(), PriceReference.ANY_MODEL), BatchPrices.Entry.of(PRICE))));
    private final ScriptedModels models = new ScriptedModels(1).with(CHAT, MODEL);
    private LocalOrchestrator orchestrator;
    private BatchGateway gateway;

    @BeforeEach
    void start() throws Exception {
        orchestrator = LocalOrchestrator.batch(BatchWork.of(models), setup.billing, config -> config);
        gateway = new BatchGateway(orchestrator, Optional.of(setup.gateway), CHAT, MODEL);
    }

    @AfterEach
    void stop() {
        orchestrator.close();
    }

    private static String piece(String word, String more) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + word + "\"}" + more + "}]}\n\n";
    }

    private static String last(String usage) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]" + usage + "}\n\n";
    }

    private static final String USAGE = ",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}";

    private static BatchAnswer events(InputStream body) {
        return new BatchAnswer.Answered("text/event-stream", "demo", body);
    }

    private void answering(String events) {
        models.answering(_ -> events(new ByteArrayInputStream(events.getBytes(UTF_8))));
    }

    private Headers own() {
        return BatchGateway.own(gateway.papers(1));
    }

    private Answer ask(Headers papers) throws Exception {
        return gateway.ask(papers, REQUEST);
    }

    @Test
    void passesEachPieceOnBeforeTheNextIsMade() throws Exception {
        var runner = new PipedOutputStream();
        var body = new PipedInputStream(runner);
        models.answering(_ -> events(body));
        runner.write(piece("one", "").getBytes(UTF_8));
        runner.flush();

        try (var answer = ask(own());
                var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().first("Content-Type")).contains("text/event-stream");
            assertThat(answer.headers().first("X-Model-Kind")).contains("demo");
            assertThat(lines.readLine()).contains("one");
            assertThat(models.inUse()).isOne();

            runner.write((piece("two", "") + last(USAGE) + "data: [DONE]\n\n").getBytes(UTF_8));
            runner.close();
            assertThat(lines.lines().filter(line -> !line.isEmpty()).toList())
                    .satisfiesExactly(
                            two -> assertThat(two).contains("two"),
                            end -> assertThat(end).contains("stop").contains("total_tokens"),
                            done -> assertThat(done).isEqualTo("data: [DONE]"));
        }
        assertThat(models.inUse()).isZero();
        assertThat(setup.payments.fees).containsExactly(PRICE.times(2));
    }

    @Test
    void chargesExistingGatewaysForAllTheyAskedForAndSparesThemWhatTheyDoNotKnow() throws Exception {
        answering(piece("one", "") + last("") + "data: {\"choices\":[]" + USAGE + "}\n\ndata: [DONE]\n\n");

        var text = TestGateway.text(ask(gateway.papers(1)));

        assertThat(text)
                .contains("one")
                .contains("total_tokens")
                .doesNotContain("[DONE]")
                .doesNotContain("\"choices\":[]");
        assertThat(setup.payments.fees).containsExactly(PRICE.times(MOST));
    }

    @Test
    void countsThePiecesWhereTheRunnerDoesNotCount() throws Exception {
        answering(piece("one", "") + piece("two", "") + last("") + "data: [DONE]\n\n");

        assertThat(TestGateway.text(ask(own()))).endsWith("data: [DONE]\n\n");

        assertThat(setup.payments.fees).containsExactly(PRICE.times(3));
    }

    @Test
    void answersAChatThatIsNotStreamedWhole() throws Exception {
        models.answering(_ -> ScriptedModels.json("{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
                + "\"message\":{\"role\":\"assistant\",\"content\":\"hi\"}}]" + USAGE + "}"));

        var answer = gateway.ask(own(), REQUEST.replace("true", "false"));

        assertThat(TestGateway.text(answer)).contains("\"content\":\"hi\"").endsWith("}\n");
        assertThat(setup.payments.fees).containsExactly(PRICE.times(2));
    }

    @Test
    void freesThePlaceOfAClientThatLeavesAndChargesWhatItGot() throws Exception {
        models.answering(_ -> events(new EndlessPieces()));

        var answer = ask(own());
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            assertThat(lines.readLine()).contains("word");
        }
        answer.close();

        assertThat(orchestrator.await(WorkFact.BatchDone.class).units()).isBetween(1L, (long) MOST);
        assertThat(models.inUse()).isZero();
    }

    /** Until nobody reads them any more. */
    private static final class EndlessPieces extends InputStream {
        private static final byte[] PIECE = piece("word", "").getBytes(UTF_8);

        @Override
        public int read() {
            throw new UnsupportedOperationException("read by pieces");
        }

        @Override
        public int read(byte[] bytes, int from, int count) {
            System.arraycopy(PIECE, 0, bytes, from, PIECE.length);
            return PIECE.length;
        }
    }

    @Test
    void tellsGatewaysOfOursThatTheRunnerBrokeOffAndChargesNothing() throws Exception {
        models.answering(_ -> events(brokenAfter(piece("one", ""))));

        var text = TestGateway.text(ask(own()));

        assertThat(text).contains("one").contains("\"error\":").doesNotContain("[DONE]");
        assertThat(orchestrator.await(WorkFact.BatchFailed.class).reason()).contains("broke off");
        assertThat(setup.payments.fees).isEmpty();
        assertThat(models.inUse()).isZero();
    }

    @Test
    void breaksTheAnswerOffForExistingGateways() throws Exception {
        models.answering(_ -> events(brokenAfter(piece("one", ""))));

        var answer = ask(gateway.papers(1));

        assertThatThrownBy(answer::readAll).isInstanceOf(IOException.class);
        assertThat(orchestrator.await(WorkFact.BatchFailed.class).reason()).contains("broke off");
        assertThat(setup.payments.fees).isEmpty();
    }

    private static InputStream brokenAfter(String events) {
        return new SequenceInputStream(new ByteArrayInputStream(events.getBytes(UTF_8)), new DeadRunner());
    }

    private static final class DeadRunner extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the runner died");
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            return read();
        }
    }

    @Test
    void takesAStreamThatEndsInTheMiddleForBroken() throws Exception {
        answering(piece("one", ""));

        assertThat(TestGateway.text(ask(own()))).contains("ended in the middle");

        assertThat(orchestrator.await(WorkFact.BatchFailed.class).status()).isEqualTo(200);
        assertThat(setup.payments.fees).isEmpty();
    }

    @Test
    void passesOnWhatCameTogetherWithAFailureBeforeIt() throws Exception {
        answering(piece("one", "") + piece("two", "") + "data: {\"error\":\"out of memory\"}\n\n" + piece("three", ""));

        assertThat(TestGateway.text(ask(own())))
                .containsSubsequence("one", "two", "out of memory")
                .doesNotContain("three");

        assertThat(orchestrator.await(WorkFact.BatchFailed.class).reason()).contains("out of memory");
        assertThat(setup.payments.fees).isEmpty();
    }

    @Test
    void answersAFailureBeforeTheFirstPieceWithItsStatus() throws Exception {
        answering("data: {\"error\":\"prompt is too long\"}\n\n");
        var failed = ask(own());
        assertThat(failed.status()).isEqualTo(500);
        assertThat(TestGateway.text(failed)).isEqualTo("LLM container returned 500: prompt is too long\n");

        for (var garbage : new String[] {"", "data: garbage\n\n", "data: [DONE]\n\n", "<html>"}) {
            answering(garbage);
            assertThat(ask(gateway.papers(1)).status()).isEqualTo(500);
        }
        assertThat(setup.payments.fees).isEmpty();
        assertThat(models.inUse()).isZero();
    }
}
