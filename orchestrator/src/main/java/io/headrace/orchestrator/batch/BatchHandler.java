package io.headrace.orchestrator.batch;

import io.headrace.admission.batch.BatchPlace;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.orchestrator.unit.PaperCheck;
import io.headrace.orchestrator.unit.Papers;
import io.headrace.orchestrator.unit.SourceMemory;
import io.headrace.orchestrator.unit.Verdict;
import io.headrace.pipeline.Pipeline;
import io.headrace.transport.Exchange;
import io.headrace.wire.PeerError;
import io.headrace.wire.Refusal;
import io.headrace.wire.batch.error.OrchestratorError;
import io.headrace.wire.batch.price.WorkCount;
import io.headrace.wire.batch.price.WorkUnits;
import java.io.IOException;

/**
 * Takes requests to models, {@code POST /<pipeline>} (pipelines section 4.1): room for it at all, the request, papers,
 * units, a place; the rest is {@link PaidRequest}. One virtual thread walks all of it, top to bottom.
 *
 * <pre>
 *     400       no request, work that cannot be counted, a payment that is not taken, a balance that is too low
 *     402       a payment that cannot be read
 *     403       credentials, capabilities, token
 *     413, 422  more than is taken here
 *     500       whatever is wrong with the runner, in its own words
 *     503       insufficient capacity
 *     504       the runner took too long
 * </pre>
 *
 * <p>A request has its place before its payment is looked at (guarantee 3).
 */
final class BatchHandler {

    private final BatchBench bench;
    private final PaperCheck papers;
    private final RequestIntake intake;
    private final WorkLog log;

    BatchHandler(BatchBench bench, PaperCheck papers) {
        this.bench = bench;
        this.papers = papers;
        this.intake = new RequestIntake(bench.config().limits(), bench.work().sounds());
        this.log = bench.log();
    }

    void handle(Pipeline pipeline, Exchange exchange) throws IOException {
        if (!bench.room().enter()) {
            bench.refuse(exchange, OrchestratorError.noCapacity());
            return;
        }
        try (var lease = bench.memory().lease()) {
            switch (intake.read(pipeline, exchange, lease)) {
                case Intake.Refused(var error) -> bench.refuse(exchange, error);
                case Intake.Taken(var asked) -> check(exchange, asked, lease);
            }
        } finally {
            bench.room().leave();
        }
    }

    private void check(Exchange exchange, AskedRequest asked, SourceMemory.Lease lease) throws IOException {
        switch (papers.check(exchange.headers())) {
            case Verdict.Bad(var refusal) -> bench.refuse(exchange, error(asked, refusal));
            case Verdict.Good(var good) -> count(exchange, asked, good, lease);
        }
    }

    /** Whoever asks for a model that has just left is told that it is not to be had, as when all its places are taken. */
    private OrchestratorError error(AskedRequest asked, Refusal refusal) {
        if (refusal.error() == PeerError.INCOMPATIBLE
                && !bench.work().workshop().offers().containsKey(asked.skill())) {
            return OrchestratorError.noCapacity();
        }
        int status = switch (refusal.error().place()) {
            case HTTP, GRPC -> refusal.status();
            // No result is on its way here in which it could travel.
            case RESULT -> PeerError.SEGMENT_MESSAGE.status();
        };
        return new OrchestratorError(status, refusal.text());
    }

    private void count(Exchange exchange, AskedRequest asked, Papers good, SourceMemory.Lease lease)
            throws IOException {
        switch (WorkUnits.requested(asked.request(), BatchCase.counting(exchange))) {
            case WorkCount.Unmeasurable(var reason) -> bench.refuse(exchange, new OrchestratorError(400, reason));
            case WorkCount.Units(var _, long units) ->
                place(new BatchCase(bench.shelf().newRequest(), exchange, asked, good, units, lease));
        }
    }

    private void place(BatchCase request) throws IOException {
        var skill = request.asked().skill();
        var place = bench.work().workshop().take(skill);
        if (place.isEmpty()) {
            log.tell(new WorkFact.BatchRefused(skill.pipeline(), skill.model(), OrchestratorError.NO_CAPACITY));
            bench.refuse(request.exchange(), OrchestratorError.noCapacity());
            return;
        }
        try (var taken = place.get()) {
            log.tell(new WorkFact.BatchTaken(
                    request.id(),
                    request.papers().sender(),
                    request.asked().account().key(),
                    request.job(),
                    skill.pipeline(),
                    skill.model()));
            tell(request, serve(request, taken));
        }
    }

    private Ending serve(BatchCase request, BatchPlace place) throws IOException {
        try {
            return new PaidRequest(bench, request, place).serve();
        } catch (IOException gone) {
            return new Ending.Failed(0, "The gateway left: " + gone.getMessage());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return new Ending.Failed(0, "This node is ending");
        }
    }

    private void tell(BatchCase request, Ending ending) {
        var skill = request.asked().skill();
        log.tell(
                switch (ending) {
                    case Ending.Served(long units, var charged) ->
                        new WorkFact.BatchDone(
                                request.id(),
                                skill.pipeline(),
                                skill.model(),
                                units,
                                charged.price(),
                                charged.fee(),
                                charged.balance());
                    case Ending.Failed(int status, var sentence) ->
                        new WorkFact.BatchFailed(request.id(), skill.pipeline(), skill.model(), status, sentence);
                });
    }
}
