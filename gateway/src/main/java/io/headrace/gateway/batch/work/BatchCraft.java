package io.headrace.gateway.batch.work;

import io.headrace.gateway.intake.SingleUnit;
import io.headrace.gateway.publication.Results;
import io.headrace.gateway.run.JobCraft;
import io.headrace.gateway.run.Negotiation;
import io.headrace.gateway.run.RunContext;
import io.headrace.job.JobClass;
import io.headrace.job.JobLimits;
import io.headrace.job.Outcome;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.batch.price.Counting;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** How a batch request is done: as a job with one unit. One for each job. */
final class BatchCraft implements JobCraft {

    /** The exchange's own patience ends before the job's. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Flight flight;
    private final BatchMeans tools;
    private final Duration keep;
    private final AnswerBox box;

    /**
     * @param keep how long files of the answer are served
     * @param box gets the answer, or why there is none, before anybody is told
     */
    BatchCraft(Flight flight, BatchMeans tools, Duration keep, AnswerBox box) {
        this.flight = flight;
        this.tools = tools;
        this.keep = keep;
        this.box = box;
    }

    @Override
    public JobClass jobClass() {
        return JobClass.BATCH;
    }

    @Override
    public String pipeline() {
        return flight.request().pipeline().name().toString();
    }

    @Override
    public Optional<String> model() {
        return Optional.of(flight.request().model());
    }

    @Override
    public JobLimits limits() {
        return JobLimits.batch(
                flight.room(), flight.finish().plus(tools.config().coldStart()).plus(GRACE));
    }

    @Override
    public Parts assemble(RunContext context) {
        Supplier<Capabilities> needed = flight::needed;
        var negotiation = new Negotiation(context.tools(), needed, context::maxPrice);
        var sessions = new BatchSessions(flight, context, negotiation, tools.agreements(), tools.absences());
        var reader = new AnswerReader(context.tools().peer(), tools.shelf(), tools.names(), flight.own());
        var exchange = new BatchExchange(
                flight, context, sessions, reader, tools.config().coldStart(), tools.boundary());
        var units = new RequestUnit(flight, context, sessions, exchange, tools.absences(), keep, box);
        var source = new SingleUnit(flight.units(Counting.OWN), context.job());
        return new Parts(source, new Reply(context), needed, sessions, units);
    }

    /** The answer is with its client already; a failure is told here. */
    private final class Reply implements Results {
        private final RunContext context;

        Reply(RunContext context) {
            this.context = context;
        }

        @Override
        public long next() {
            return flight.answer().isDone() ? 1 : 0;
        }

        @Override
        public void finish(Outcome outcome) throws IOException {
            var failure = Ending.of(
                    flight.request(),
                    outcome,
                    flight.log().tries(),
                    context.view().problem());
            try {
                if (!flight.answer().isDone()) {
                    box.put(failure);
                }
            } finally {
                flight.answer().complete(failure);
            }
        }
    }
}
