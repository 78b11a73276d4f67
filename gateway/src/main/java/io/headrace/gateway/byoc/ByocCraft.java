package io.headrace.gateway.byoc;

import io.headrace.crypto.SecretSource;
import io.headrace.gateway.discovery.OrchestratorSource;
import io.headrace.gateway.intake.SingleUnit;
import io.headrace.gateway.publication.Results;
import io.headrace.gateway.run.JobCraft;
import io.headrace.gateway.run.RunContext;
import io.headrace.job.JobClass;
import io.headrace.job.JobLimits;
import io.headrace.job.Outcome;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import java.time.Duration;
import java.util.function.Supplier;

/** How a container's job is done: as a job with one unit. One for each job. */
final class ByocCraft implements JobCraft {

    /** The exchange's own patience ends before the job's. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ContainerFlight flight;
    private final Means means;

    /**
     * What all jobs share.
     *
     * @param source of the orchestrators that are asked
     */
    record Means(
            ByocConfig config,
            ContainerPeer peer,
            OrchestratorSource source,
            ContainerPurses purses,
            SecretSource secrets) {}

    ByocCraft(ContainerFlight flight, Means means) {
        this.flight = flight;
        this.means = means;
    }

    @Override
    public JobClass jobClass() {
        return JobClass.BATCH;
    }

    @Override
    public String pipeline() {
        return flight.capability();
    }

    @Override
    public JobLimits limits() {
        return JobLimits.batch(means.config().room(), flight.timeout().plus(GRACE));
    }

    @Override
    public Parts assemble(RunContext context) {
        Supplier<Capabilities> needed = () -> Capabilities.request(CapabilitySet.EMPTY);
        var sessions =
                new ContainerSessions(flight, context, means.peer(), means.source(), means.config(), means.purses());
        var exchange = new ContainerExchange(flight, context, means.peer(), means.config(), means.secrets());
        var units = new ContainerUnit(flight, context, sessions, exchange, means.purses());
        var source = new SingleUnit(flight.seconds(), context.job());
        return new Parts(source, new Reply(context, sessions), needed, sessions, units);
    }

    /** The answer is with its client already; a failure is told here. */
    private final class Reply implements Results {
        private final RunContext context;
        private final ContainerSessions sessions;

        Reply(RunContext context, ContainerSessions sessions) {
            this.context = context;
            this.sessions = sessions;
        }

        @Override
        public long next() {
            return flight.answer().isDone() ? 1 : 0;
        }

        @Override
        public void finish(Outcome outcome) {
            flight.answer()
                    .complete(flight.failure(
                            sessions.isOffered(), context.view().problem().orElse("nobody's offer would do")));
        }
    }
}
