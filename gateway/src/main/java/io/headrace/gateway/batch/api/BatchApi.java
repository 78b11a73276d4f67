package io.headrace.gateway.batch.api;

import io.headrace.gateway.batch.BatchDesk;
import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.batch.BatchTerms;
import io.headrace.gateway.batch.BatchWork;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Route;
import io.headrace.wire.batch.error.BatchFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The routes of the batch pipelines, as existing clients know them (pipelines section 1.2).
 *
 * <pre>
 * POST /{pipeline}?wait=30&amp;finish=300&amp;maxPrice=1200   a document or a form → 200 with the reply
 *      wait      seconds for somebody who has room; 0 for none
 *      finish    seconds from the first byte sent to the last one received
 *      maxPrice  wei per unit, a fraction
 * </pre>
 *
 * An answer names its job in {@code X-Headrace-Job} and what computed it in {@code X-Model-Kind}. A chat that is streamed
 * ends with {@code data: [DONE]}; a client that leaves it cancels the job.
 */
public final class BatchApi {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration FULL = Duration.ofSeconds(2);

    private final BatchDesk desk;
    private final RequestIntake intake;
    private final Later later;
    private final ChatAnswer chats;

    /** What becomes of a request for whose answer its client does not wait. */
    @FunctionalInterface
    public interface Later {

        /** None is taken: every client waits. */
        Later NEVER = (_, _, _) -> false;

        /** Answers, when the client asked for it; false otherwise, and then nothing was answered. */
        boolean taken(Exchange exchange, BatchOrder order, BatchTerms terms) throws IOException, RunningJobs.Busy;
    }

    public BatchApi(BatchDesk desk, RequestIntake intake, Later later) {
        this(desk, intake, later, HEARTBEAT);
    }

    /** @param heartbeat how often a chat in which nothing is said shows that it lives */
    public BatchApi(BatchDesk desk, RequestIntake intake, Later later, Duration heartbeat) {
        this.desk = desk;
        this.intake = intake;
        this.later = later;
        this.chats = new ChatAnswer(heartbeat);
    }

    public List<Route> routes() {
        return BuiltInPipelines.BATCH.stream()
                .map(pipeline -> Route.of("POST", "/" + pipeline.name(), (exchange, _) -> serve(pipeline, exchange)))
                .toList();
    }

    private void serve(Pipeline pipeline, Exchange exchange) throws IOException {
        try {
            var terms = terms(exchange);
            try (var arrived = intake.read(pipeline, exchange)) {
                if (!later.taken(exchange, new BatchOrder(arrived.request(), arrived.file()), terms)) {
                    attend(exchange, desk.submit(arrived.request(), arrived.file(), terms));
                }
            }
        } catch (RefusedRequest refused) {
            BatchAnswers.refused(exchange, refused.failure(), Optional.empty());
        } catch (RunningJobs.Busy busy) {
            BatchAnswers.refused(
                    exchange, new BatchFailure.NoCapacity(String.valueOf(busy.getMessage())), Optional.of(FULL));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            BatchAnswers.refused(
                    exchange, new BatchFailure.NoCapacity("This gateway is being stopped"), Optional.of(FULL));
        }
    }

    private static BatchTerms terms(Exchange exchange) throws RefusedRequest {
        try {
            var usual = BatchTerms.USUAL;
            return new BatchTerms(
                    exchange.queryParameter("wait").map(BatchApi::seconds).orElse(usual.capacity()),
                    exchange.queryParameter("finish").map(BatchApi::seconds),
                    exchange.queryParameter("maxPrice").map(text -> new Price(Credit.parse(text))));
        } catch (IllegalArgumentException wrong) {
            throw new RefusedRequest(new BatchFailure.BadRequest(String.valueOf(wrong.getMessage())));
        }
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis(Math.round(1_000 * Double.parseDouble(text)));
    }

    private void attend(Exchange exchange, BatchWork work) throws IOException, InterruptedException {
        boolean answered = false;
        try {
            exchange.onPeerGone(work::cancel);
            switch (work.await()) {
                case BatchOutcome.Done done -> BatchAnswers.done(exchange, work, done);
                case BatchOutcome.Failed failed -> BatchAnswers.failed(exchange, work.id(), failed);
                case BatchOutcome.Chat(var events, var kind) -> {
                    work.telling(exchange.body().endNanos());
                    chats.send(exchange, BatchAnswers.about(Headers.NONE, work.id(), kind), events);
                }
            }
            answered = true;
        } finally {
            if (!answered) {
                work.cancel();
            }
        }
    }
}
