package io.headrace.gateway.byoc;

import io.headrace.crypto.SecretSource;
import io.headrace.gateway.discovery.OrchestratorSource;
import io.headrace.gateway.order.BatchJobOrder;
import io.headrace.gateway.run.JobRun;
import io.headrace.gateway.run.JobTools;
import io.headrace.gateway.run.RunContext;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobLimits;
import io.headrace.wire.byoc.PaysBy;
import java.util.Optional;
import java.util.function.Function;

/**
 * Begins the jobs of containers. A client waits for each: nothing is on disk but the journal, and a job whose client or
 * gateway is gone has ended. Any thread.
 */
public final class ByocJobs {

    private final RunningJobs jobs;
    private final JobTools tools;
    private final ByocCraft.Means means;

    /** @param source of the orchestrators that are asked */
    public ByocJobs(
            RunningJobs jobs,
            JobTools tools,
            OrchestratorSource source,
            ContainerPeer peer,
            ByocConfig config,
            SecretSource secrets) {
        this.jobs = jobs;
        this.tools = tools;
        this.means = new ByocCraft.Means(config, peer, source, new ContainerPurses(), secrets);
    }

    /** A job under way. */
    record Work(JobRun run, ContainerFlight flight) {
        void cancel() {
            run.cancel();
        }
    }

    ByocConfig config() {
        return means.config();
    }

    /**
     * Begins a job whose errands are others than requests.
     *
     * @param flight completed by the errand, or with the reason why nobody did it
     * @param errands for each job one
     */
    public JobRun begin(ContainerFlight flight, JobLimits limits, Function<RunContext, ContainerErrand> errands)
            throws RunningJobs.Busy {
        return jobs.beginUnsaved(order(flight.ask()), tools, new ByocCraft(flight, means, limits, errands));
    }

    /** One more on its way that is paid while it lasts. */
    public ContainerFlight flight(ContainerAsk ask) {
        return flight(ask, PaysBy.NETWORK);
    }

    private ContainerFlight flight(ContainerAsk ask, PaysBy paysBy) {
        return new ContainerFlight(ask, paysBy, means.config().room(), tools.ticker());
    }

    /** What is asked of orchestrators. */
    public ContainerPeer peer() {
        return means.peer();
    }

    public SecretSource secrets() {
        return means.secrets();
    }

    Work begin(ContainerAsk ask) throws RunningJobs.Busy {
        var flight = flight(ask, PaysBy.ANY);
        return new Work(jobs.beginUnsaved(order(ask), tools, new ByocCraft(flight, means)), flight);
    }

    private BatchJobOrder order(ContainerAsk ask) throws RunningJobs.Busy {
        var name = jobs.newName();
        return new BatchJobOrder(
                String.valueOf(name.getFileName()),
                BatchJobOrder.Door.CONTAINER,
                ask.job().capability(),
                "",
                ask.head().first("Content-Type").orElse("application/octet-stream"),
                BatchJobOrder.Delivery.ATTENDED,
                Optional.empty(),
                name);
    }
}
