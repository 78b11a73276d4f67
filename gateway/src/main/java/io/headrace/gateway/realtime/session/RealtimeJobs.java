package io.headrace.gateway.realtime.session;

import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.order.RealtimeJobOrder;
import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.gateway.realtime.flow.Standing;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.gateway.run.JobRun;
import io.headrace.gateway.run.JobTools;
import io.headrace.gateway.run.RunView;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobState;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.machine.Host;
import io.headrace.media.AccessUnit;
import io.headrace.payments.Price;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.realtime.SessionChannels;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the jobs of live sessions. One that was under way when the node ended waits for its publisher for a while: when
 * a stream of that name and model is published again the job goes on, otherwise it ends and says why. Any thread.
 */
public final class RealtimeJobs {

    private static final Logger LOG = LoggerFactory.getLogger(RealtimeJobs.class);

    private final RunningJobs jobs;
    private final JobTools tools;
    private final Function<Capabilities, OrchestratorDirectory> directories;
    private final Duration grace;

    /** Guarded by this: jobs of an earlier life whose publishers have not come back, by stream. */
    private final Map<String, Orphan> orphans = new HashMap<>();

    private record Orphan(RealtimeJobOrder order, JobState state, Host.Timer timer) {}

    /**
     * @param directories of those who have a model, with the prices that they ask for it
     * @param grace for publishers to come back after a restart
     */
    public RealtimeJobs(
            RunningJobs jobs,
            JobTools tools,
            Function<Capabilities, OrchestratorDirectory> directories,
            Duration grace) {
        this.jobs = jobs;
        this.tools = tools;
        this.directories = directories;
        this.grace = grace;
    }

    /**
     * What a stream asks for, see {@link RealtimeJobOrder}.
     *
     * @param settings how its sessions are held
     */
    public record Ask(
            String stream,
            String streamId,
            String model,
            String parameters,
            String orchestrator,
            Standby standby,
            Optional<Price> maxPrice,
            RealtimeSettings settings) {}

    /**
     * Begins the work of a stream, or goes on with that of an earlier life.
     *
     * @param flows opens its flow; called once, before this returns
     * @throws IOException when the order cannot be stored
     */
    public RealtimeWork begin(Ask ask, Function<StreamFlow.Listener, Flow> flows, Audience audience)
            throws IOException, RunningJobs.Busy {
        var orphan = found(ask);
        if (orphan.isPresent()) {
            return resumed(orphan.get(), ask, flows, audience);
        }
        var folder = jobs.newFolder();
        var order = new RealtimeJobOrder(
                String.valueOf(folder.getFileName()),
                ask.stream(),
                ask.streamId(),
                ask.model(),
                ask.parameters(),
                ask.orchestrator(),
                ask.standby(),
                ask.maxPrice(),
                folder);
        var craft = new RealtimeCraft(order, ask.settings(), flows, audience, 0);
        return new Work(jobs.begin(order, toolsFor(order), craft), craft);
    }

    private RealtimeWork resumed(Orphan orphan, Ask ask, Function<StreamFlow.Listener, Flow> flows, Audience audience) {
        var order = orphan.order();
        var craft = new RealtimeCraft(order, ask.settings(), flows, audience, next(orphan.state()));
        var run = jobs.resume(order, toolsFor(order), craft, orphan.state(), new RunView(order));
        craft.update(ask.parameters());
        return new Work(run, craft);
    }

    private static long next(JobState state) {
        return state instanceof JobState.Working working
                ? working.work().units().next()
                : 0;
    }

    private synchronized Optional<Orphan> found(Ask ask) {
        var orphan = Optional.ofNullable(orphans.get(ask.stream()))
                .filter(each -> each.order().model().equals(ask.model()));
        orphan.ifPresent(each -> {
            each.timer().cancel();
            orphans.remove(ask.stream());
        });
        return orphan;
    }

    /** A job of an earlier life, in the state that the journal has of it. */
    public void awaitPublisher(RealtimeJobOrder order, JobState state) {
        Optional<Orphan> before;
        synchronized (this) {
            var timer = tools.host().after(grace, () -> Thread.startVirtualThread(() -> giveUp(order)));
            before = Optional.ofNullable(orphans.put(order.stream(), new Orphan(order, state, timer)));
        }
        before.ifPresent(this::end);
    }

    private void giveUp(RealtimeJobOrder order) {
        Optional<Orphan> alone;
        synchronized (this) {
            alone = Optional.ofNullable(orphans.get(order.stream()))
                    .filter(each -> each.order().id().equals(order.id()));
            alone.ifPresent(each -> orphans.remove(order.stream()));
        }
        alone.ifPresent(this::end);
    }

    private void end(Orphan orphan) {
        orphan.timer().cancel();
        var order = orphan.order();
        LOG.info("The publisher of {} did not come back within {}: job {} ends", order.stream(), grace, order.id());
        var craft = new RealtimeCraft(order, RealtimeSettings.USUAL, _ -> new NoFlow(), new NoAudience(), 0);
        var _ = jobs.giveUp(order, tools, craft, orphan.state(), Reason.PUBLISHER_GONE);
    }

    private JobTools toolsFor(RealtimeJobOrder order) {
        return tools.with(directories.apply(SessionNeeds.of(order.model())));
    }

    private record Work(JobRun run, RealtimeCraft craft) implements RealtimeWork {
        @Override
        public RunView view() {
            return run.view();
        }

        @Override
        public Optional<Orchestrator> orchestrator() {
            return craft.serving();
        }

        @Override
        public void update(String parameters) {
            craft.update(parameters);
        }

        @Override
        public void inputEnded() {
            craft.inputEnded();
        }

        @Override
        public void cancel() {
            run.cancel();
        }
    }

    /** Of a job that only has to end. */
    private record NoFlow() implements Flow {
        @Override
        public void attach(int session, SessionChannels channels, Standing standing) {}

        @Override
        public void takeOver(int session) {}

        @Override
        public void detach(int session) {}

        @Override
        public void control(String parametersJson) {}

        @Override
        public void close() {}
    }

    private record NoAudience() implements Audience {
        @Override
        public void output(AccessUnit unit) {}

        @Override
        public void event(String json) {}
    }
}
