package io.headrace.orchestrator.ai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.Worker;
import io.headrace.orchestrator.door.WorkerName;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.pipeline.ProgressQuestion;
import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.wire.Decoded;
import io.headrace.wire.PeerError;
import io.headrace.wire.batch.reply.ProgressDocument;
import io.headrace.wire.delivery.AiResultHead;
import io.headrace.wire.delivery.AiResultHeaders;
import io.headrace.wire.delivery.DeliveryHeaders;
import io.headrace.wire.realtime.SessionReport;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes {@code POST /aiResults} (pipelines reference section 4.4). Statuses and texts are those of the network's
 * orchestrators, also for tasks that are not open or another worker's, of which nothing is kept; but nothing of who does
 * not know the secret is read.
 *
 * <p>What breaks off on its way changes nothing: the worker may send it again.
 */
final class AiResultHandler {

    private static final int MAX_ERROR_BYTES = 4_096;
    private static final Optional<AnswerPipe> NOWHERE = Optional.empty();

    private final WorkerSecret secret;
    private final AiTaskBook tasks;
    private final Consumer<AiPoolEvent> pool;

    AiResultHandler(WorkerSecret secret, AiTaskBook tasks, Consumer<AiPoolEvent> pool) {
        this.secret = secret;
        this.tasks = tasks;
        this.pool = pool;
    }

    void handle(Exchange exchange, PathParameters path) throws IOException {
        var headers = exchange.headers();
        if (headers.first(DeliveryHeaders.AUTHORIZATION)
                .filter(AiResultHeaders.PROTOCOL::equals)
                .isEmpty()) {
            exchange.refuse(PeerError.UNAUTHORIZED.status(), PeerError.UNAUTHORIZED.text());
            return;
        }
        if (!secret.matches(headers.first(DeliveryHeaders.CREDENTIALS).orElse(""))) {
            exchange.refuse(PeerError.UNAUTHORIZED.status(), PeerError.WORKER_SECRET.text());
            return;
        }
        switch (AiResultHead.decode(headers::first)) {
            case Decoded.Refused(var refusal) -> exchange.refuse(refusal.status(), refusal.text());
            case Decoded.Value(AiResultHead(long task, AiResultHead.Body.Progress _)) -> hear(exchange, task);
            case Decoded.Value(var head) -> receive(exchange, head);
        }
    }

    /** Of a task that is not open, or another worker's, nothing is kept. */
    private void hear(Exchange exchange, long task) throws IOException {
        try {
            var said = ProgressDocument.decode(text(exchange, ProgressQuestion.MAX_BYTES));
            tasks.reports(task, by(exchange)).ifPresent(reports -> reports.progress(said));
            exchange.answer(200, "text/plain; charset=utf-8", "OK");
        } catch (UnreadableException unreadable) {
            exchange.refuse(400, unreadable.sentence());
        }
    }

    private void receive(Exchange exchange, AiResultHead head) throws IOException {
        var errand = tasks.errand(head.taskId(), by(exchange));
        var answer = head.body() instanceof AiResultHead.Body.Answer ? pipe(exchange, head.taskId()) : NOWHERE;
        if (errand.isPresent() && answer.isPresent()) {
            relay(exchange, errand.get(), answer.get());
        } else {
            read(exchange, head, errand);
        }
        exchange.answer(200, "text/plain; charset=utf-8", "OK");
    }

    private Optional<AnswerPipe> pipe(Exchange exchange, long task) {
        var headers = exchange.headers();
        var type = headers.first(AiResultHeaders.CONTENT_TYPE).orElse("");
        var kind = headers.first(AiResultHeaders.MODEL_KIND).orElse("");
        return tasks.reports(task, by(exchange)).flatMap(reports -> reports.answering(type, kind));
    }

    /** Its permit is free once it has arrived, however long it takes to be read. */
    private void relay(Exchange exchange, long errand, AnswerPipe answer) throws IOException {
        pool.accept(new AiPoolEvent.Reported(errand, new AiNews.Running()));
        AiOutcome outcome = new AiOutcome.Failed("The worker's answer broke off");
        try {
            outcome = new AnswerIntake(exchange.body(), answer).take();
        } finally {
            pool.accept(new AiPoolEvent.Reported(errand, new AiNews.Ended(outcome)));
        }
    }

    private void read(Exchange exchange, AiResultHead head, Optional<Long> errand) throws IOException {
        try {
            var news = read(exchange, head.body());
            errand.ifPresent(number -> pool.accept(new AiPoolEvent.Reported(number, news)));
        } catch (BodyTooLargeException tooLarge) {
            var garbled = new AiNews.Garbled(String.valueOf(tooLarge.getMessage()));
            errand.ifPresent(number -> pool.accept(new AiPoolEvent.Reported(number, garbled)));
            throw tooLarge;
        }
    }

    private static AiNews read(Exchange exchange, AiResultHead.Body body) throws IOException {
        return switch (body) {
            case AiResultHead.Body.ErrorText() -> failure(text(exchange, MAX_ERROR_BYTES));
            case AiResultHead.Body.Json() -> session(text(exchange, SessionReport.MAX_BYTES));
            case AiResultHead.Body.Progress _ -> throw new IllegalStateException("A progress is no result");
            case AiResultHead.Body.Answer(var mediaType) -> new AiNews.Garbled("media type " + mediaType);
            case AiResultHead.Body.Other(var mediaType) -> new AiNews.Garbled("media type " + mediaType);
        };
    }

    private static String text(Exchange exchange, int most) throws IOException {
        return new String(exchange.body().readAll(most), UTF_8);
    }

    private static AiNews failure(String text) {
        var sentence = text.strip().replaceAll("\\p{Cntrl}", " ");
        return sentence.equals(AiResultHeaders.NO_PLACE)
                ? new AiNews.Declined()
                : new AiNews.Ended(new AiOutcome.Failed(sentence));
    }

    private static AiNews session(String json) {
        try {
            return switch (SessionReport.decode(json)) {
                case ACCEPTED -> new AiNews.Accepted();
                case RUNNING -> new AiNews.Running();
                case FINISHED -> new AiNews.Ended(new AiOutcome.Finished());
            };
        } catch (UnreadableException unreadable) {
            return new AiNews.Garbled(unreadable.sentence());
        }
    }

    private static Optional<Worker> by(Exchange exchange) {
        var headers = exchange.headers();
        return WorkerName.of(headers.first(DeliveryHeaders.WORKER_NAME), headers.first(DeliveryHeaders.WORKER_PID));
    }
}
