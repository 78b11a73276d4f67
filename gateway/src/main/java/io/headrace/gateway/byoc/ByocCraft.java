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
import java.util.function.Function;
import java.util.function.Supplier;

/** How a container's job is done: as a job with one unit, which is an errand. One for each job. */
final class ByocCraft implements JobCraft {

    /** The exchange's own patience ends before the job's. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ContainerFlight flight;
    private final Means means;
    private final JobLimits limits;
    private final Function<RunContext, ContainerErrand> errands;

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

    /** Of a request. */
    ByocCraft(ContainerFlight flight, Means means) {
        this(
                flight,
                means,
                JobLimits.batch(means.config().room(), flight.timeout().plus(GRACE)),
                context -> new ContainerExchange(
                        flight,
                        context,
                        means.peer(),
                        means.config(),
                        new JobSigning(context.tools(), means.secrets())));
    }

    ByocCraft(ContainerFlight flight, Means means, JobLimits limits, Function<RunContext, ContainerErrand> errands) {
        this.flight = flight;
        this.means = means;
        this.limits = limits;
        this.errands = errands;
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
        return limits;
    }

    @Override
    public Parts assemble(RunContext context) {
        Supplier<Capabilities> needed = () -> Capabilities.request(CapabilitySet.EMPTY);
        var sessions =
                new ContainerSessions(flight, context, means.peer(), means.source(), means.config(), means.purses());
        var errand = errands.apply(context);
        var units = new ContainerUnit(flight, context, sessions, errand, means.purses());
        var source = new SingleUnit(flight.seconds(), context.job());
        return new Parts(source, new Reply(context, sessions, errand), needed, sessions, units);
    }

    /** The answer is with its client already; a failure is told here. */
    private final class Reply implements Results {
        private final RunContext context;
        private final ContainerSessions sessions;
        private final ContainerErrand errand;

        Reply(RunContext context, ContainerSessions sessions, ContainerErrand errand) {
            this.context = context;
            this.sessions = sessions;
            this.errand = errand;
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
            errand.over();
        }
    }
}
