package io.headrace.gateway.batch.side;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.SecretSource;
import io.headrace.gateway.batch.BatchDesk;
import io.headrace.gateway.batch.api.BatchApi;
import io.headrace.gateway.batch.api.PipelinesApi;
import io.headrace.gateway.batch.api.RequestIntake;
import io.headrace.gateway.batch.api.SoundProbe;
import io.headrace.gateway.batch.api.UnnamedModel;
import io.headrace.gateway.batch.later.LaterApi;
import io.headrace.gateway.batch.later.LaterJobs;
import io.headrace.gateway.batch.result.ResultApi;
import io.headrace.gateway.batch.result.ResultShelf;
import io.headrace.gateway.batch.work.BatchJobs;
import io.headrace.gateway.live.http.MediaFileAnswer;
import io.headrace.gateway.live.http.PlaybackConfig;
import io.headrace.gateway.live.http.PlaybackCounters;
import io.headrace.gateway.order.BatchJobOrder;
import io.headrace.gateway.run.JobTools;
import io.headrace.gateway.run.RunView;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobId;
import io.headrace.job.JobState;
import io.headrace.job.lifecycle.Reason;
import io.headrace.journal.Journal;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A gateway's side of batch AI: one desk, its routes, and its jobs from request to result. Any thread. */
public final class BatchSide implements AutoCloseable {

    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final BatchTools tools;
    private final JobTools jobTools;
    private final RunningJobs running;
    private final ResultShelf shelf;
    private final BatchJobs jobs;
    private final LaterJobs later;
    private final LaterApi waiting;
    private volatile boolean closed;

    private BatchSide(
            BatchTools tools,
            JobTools jobTools,
            RunningJobs running,
            ResultShelf shelf,
            Path folder,
            SecretSource secrets) {
        this.tools = tools;
        this.jobTools = jobTools;
        this.running = running;
        this.shelf = shelf;
        this.jobs = new BatchJobs(
                running, jobTools, tools.directories(), tools.config(), shelf, tools.names(), secrets, tools.told());
        this.later = new LaterJobs(jobs, folder, tools.config().keepDurable(), tools.hooks(), secrets);
        this.waiting = new LaterApi(later, running::view);
    }

    /**
     * @param folder that holds a folder for each job
     * @throws IOException when what is kept on disk cannot be read
     */
    public static BatchSide open(
            BatchTools tools, JobTools jobTools, Path folder, Journal journal, SecretSource secrets)
            throws IOException {
        var shelf = ResultShelf.open(
                tools.config().folder().resolve("results"), tools.config().quotaBytes(), secrets, tools.clock());
        var running = new RunningJobs(folder, tools.config().mostAtOnce(), jobTools, journal, secrets);
        var side = new BatchSide(tools, jobTools, running, shelf, folder, secrets);
        side.later.takeStock(tools.clock().instant());
        side.sweepLater();
        return side;
    }

    private void sweepLater() {
        var _ = jobTools.host().after(SWEEP, () -> {
            if (!closed) {
                Thread.startVirtualThread(this::sweep);
                sweepLater();
            }
        });
    }

    /** Lets go of what has been kept for long enough; it does so every minute by itself. Blocks; any thread. */
    public void sweep() {
        shelf.sweep();
        later.sweep(tools.clock().instant());
    }

    /** Where other front doors hand their requests in. */
    public BatchDesk desk() {
        return jobs;
    }

    /** Where they hand in those for whose answers nobody waits. */
    public BatchApi.Later later() {
        return waiting;
    }

    /** @param playback of live streams, whose paths have the form of those of results; among the routes that are returned */
    public List<Route> routes(List<Route> playback) {
        var pipelines = new PipelinesApi(() -> tools.directories().apply(Capabilities.NONE));
        var intake = new RequestIntake(
                tools.config().folder().resolve("uploads"),
                tools.limits(),
                SoundProbe.by(jobTools.media()),
                UnnamedModel.among(pipelines));
        var files = new MediaFileAnswer(PlaybackConfig.DEFAULT, new PlaybackCounters(), jobTools.ticker());
        var media = new ResultApi(shelf, files).with(playback);
        return Stream.of(new BatchApi(jobs, intake, waiting).routes(), waiting.routes(), pipelines.routes(), media)
                .flatMap(List::stream)
                .toList();
    }

    public Optional<RunView> job(JobId id) {
        return running.view(id);
    }

    public List<RunView> jobs() {
        return running.views();
    }

    /** False for a job that is not known here. */
    public boolean cancel(JobId id) {
        return running.cancel(id);
    }

    public void rewardCalled(EthAddress orchestrator) {
        running.rewardCalled(orchestrator);
    }

    public void funded() {
        running.funded();
    }

    /** Whether the job is one of these that is over, and whose result is still here. */
    public Optional<LaterJobs.Standing> kept(JobId id) {
        return later.find(id);
    }

    /** Goes on with a job of an earlier life, or ends it when its client waited for the answer. */
    public void resume(BatchJobOrder order, JobState from) {
        switch (order.delivery()) {
            case KEPT -> later.resume(order, from);
            case ATTENDED -> jobs.giveUp(order, from, Reason.CLIENT_GONE);
        }
    }

    /** Ends a job of an earlier life whose client waited for the answer, and is gone: its journal lists what was paid. */
    public void giveUp(JobId id, String pipeline, JobState from) {
        var folder = tools.config().folder().resolve(id.text());
        var order = new BatchJobOrder(
                id.text(),
                BatchJobOrder.Door.BUILT_IN,
                pipeline,
                "",
                "",
                BatchJobOrder.Delivery.ATTENDED,
                Optional.empty(),
                folder);
        jobs.giveUp(order, from, Reason.CLIENT_GONE);
    }

    @Override
    public void close() {
        closed = true;
        running.close();
    }
}
