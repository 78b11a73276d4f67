package io.headrace.gateway;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.SecretSource;
import io.headrace.gateway.batch.later.LaterJobs;
import io.headrace.gateway.batch.side.BatchSide;
import io.headrace.gateway.intake.FileIntake;
import io.headrace.gateway.live.LiveStreams;
import io.headrace.gateway.order.BatchJobOrder;
import io.headrace.gateway.order.JobOrder;
import io.headrace.gateway.order.RealtimeJobOrder;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.publication.FilePublication;
import io.headrace.gateway.realtime.FlowingStreams;
import io.headrace.gateway.realtime.RealtimeTools;
import io.headrace.gateway.realtime.StreamWork;
import io.headrace.gateway.realtime.session.RealtimeJobs;
import io.headrace.gateway.run.JobRun;
import io.headrace.gateway.run.JobTools;
import io.headrace.gateway.run.RunView;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobClass;
import io.headrace.job.JobId;
import io.headrace.job.JobState;
import io.headrace.journal.JobRecovery;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import io.headrace.media.Ladder;
import io.headrace.payments.Price;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role that takes work and pays for it. It owns its jobs from order to result; a job's folder holds everything a
 * restart needs besides the journal. Any thread may call.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final JobTools tools;
    private final RunningJobs jobs;
    private final LiveStreams streams;
    private final Optional<RealtimeJobs> realtimeJobs;
    private final StreamWork.Maker realtime;
    private final Optional<BatchSide> batch;

    /** Of one without real-time streams. */
    public Gateway(GatewayConfig config, JobTools tools, Journal journal, SecretSource secrets) {
        this(config, tools, journal, secrets, Optional.empty());
    }

    /** Of one without batch requests. */
    public Gateway(
            GatewayConfig config,
            JobTools tools,
            Journal journal,
            SecretSource secrets,
            Optional<RealtimeTools> realtimeTools) {
        this(config, tools, journal, secrets, realtimeTools, Optional.empty());
    }

    /**
     * @param realtimeTools empty for no real-time streams
     * @param batch empty for no batch requests; closed with the gateway
     */
    public Gateway(
            GatewayConfig config,
            JobTools tools,
            Journal journal,
            SecretSource secrets,
            Optional<RealtimeTools> realtimeTools,
            Optional<BatchSide> batch) {
        this.batch = batch;
        this.tools = tools;
        this.jobs = new RunningJobs(config.jobs(), config.maxJobs(), tools, journal, secrets);
        this.streams = new LiveStreams(config.live(), jobs, tools.media(), tools.host());
        this.realtimeJobs = realtimeTools.map(more -> new RealtimeJobs(jobs, tools, more.directories(), more.grace()));
        this.realtime = realtimeJobs
                .<StreamWork.Maker>map(some ->
                        new FlowingStreams(some, realtimeTools.orElseThrow().flow()))
                .orElse((_, _) -> {
                    throw new IOException("This gateway has no way to orchestrators of live video");
                });
    }

    /** @param name of the file, for its ending */
    public record Submission(String name, Ladder ladder, Optional<Price> maxPrice) {}

    /**
     * Takes a file in and begins its job.
     *
     * @param bytes the file, read to its end before this returns
     * @throws IOException when it cannot be read or stored
     */
    public RunView submit(Submission submission, InputStream bytes) throws IOException, RunningJobs.Busy {
        var folder = jobs.newFolder();
        var input = folder.resolve("input" + ending(submission.name()));
        Files.copy(bytes, input);
        var order = new VideoOrder(
                String.valueOf(folder.getFileName()),
                new VideoOrder.OfFile(input),
                submission.ladder(),
                submission.maxPrice(),
                folder);
        return jobs.begin(order, ends(order, input, FilePublication.open(order, tools.media())))
                .view();
    }

    private JobRun.Ends ends(VideoOrder order, Path input, FilePublication publication) {
        return new JobRun.Ends(job -> new FileIntake(order, input, tools.media(), job), publication);
    }

    /** What is published live. */
    public LiveStreams streams() {
        return streams;
    }

    /** What is behind real-time streams that name a pipeline. */
    public StreamWork.Maker realtime() {
        return realtime;
    }

    public Optional<RunView> job(JobId id) {
        return jobs.view(id).or(() -> batch.flatMap(side -> side.job(id)));
    }

    /** How a job stands that nobody waits for, now or in an earlier life of the gateway; empty for every other. */
    public Optional<LaterJobs.Standing> kept(JobId id) {
        return batch.flatMap(side -> side.kept(id));
    }

    public List<RunView> jobs() {
        return Stream.concat(jobs.views().stream(), batch.stream().flatMap(side -> side.jobs().stream()))
                .toList();
    }

    /** False for a job that is not known. */
    public boolean cancel(JobId id) {
        return jobs.cancel(id) || batch.filter(side -> side.cancel(id)).isPresent();
    }

    /** An orchestrator made its reward call for the round. */
    public void rewardCalled(EthAddress orchestrator) {
        jobs.rewardCalled(orchestrator);
        batch.ifPresent(side -> side.rewardCalled(orchestrator));
    }

    /** Deposit or reserve were filled up: jobs that wait for it may go on. */
    public void funded() {
        jobs.funded();
        batch.ifPresent(BatchSide::funded);
    }

    /**
     * Goes on with every job that was not over when the node ended, and still plays what was kept of streams that were.
     *
     * @param told what the journal has of a job
     */
    public void resume(Function<JobId, List<JournalEntry>> told) {
        for (var id : jobs.recorded()) {
            var entries = told.apply(id);
            JobRecovery.restore(entries)
                    .ifPresentOrElse(
                            state -> jobs.order(id)
                                    .ifPresentOrElse(
                                            order -> resume(order, state),
                                            () -> resumeWithoutOrder(id, entries, state)),
                            () -> keep(id));
        }
    }

    private void keep(JobId id) {
        jobs.order(id).ifPresent(order -> {
            if (order instanceof VideoOrder video && video.source() instanceof VideoOrder.OfStream stream) {
                streams.keep(video, stream);
            }
        });
    }

    /** Of a request for which a client waited nothing is kept; of every other job there must be an order. */
    private void resumeWithoutOrder(JobId id, List<JournalEntry> entries, JobState state) {
        var request = JobRecovery.created(entries).filter(created -> created.jobClass() == JobClass.BATCH);
        if (request.isEmpty() || batch.isEmpty()) {
            LOG.error("Job {} cannot go on: its order is gone", id);
            return;
        }
        LOG.info("Job {} ends: its client is gone", id);
        batch.get().giveUp(id, request.get().pipeline(), state);
    }

    private void resume(JobOrder order, JobState state) {
        try {
            switch (order) {
                case VideoOrder video -> resume(video, state);
                case RealtimeJobOrder live -> realtimeJobs.ifPresent(some -> some.awaitPublisher(live, state));
                case BatchJobOrder request ->
                    batch.ifPresentOrElse(
                            side -> side.resume(request, state),
                            () -> LOG.error(
                                    "Job {} cannot go on: no way to orchestrators of {}",
                                    request.id(),
                                    request.pipeline()));
            }
        } catch (IOException unreadable) {
            LOG.error("Job {} cannot go on: its folder cannot be read", order.id(), unreadable);
        }
    }

    private void resume(VideoOrder order, JobState state) throws IOException {
        switch (order.source()) {
            case VideoOrder.OfFile(var input) -> {
                var publication = FilePublication.open(order, tools.media());
                jobs.resume(order, ends(order, input, publication), state, new RunView(order, publication.units()));
            }
            case VideoOrder.OfStream stream -> streams.resume(order, stream, state);
        }
    }

    /** Where a file of a job's result lies; empty when there is none, or the name leads elsewhere. */
    public Optional<Path> output(JobId id, String name) {
        return job(id).flatMap(view -> {
            var root = view.order().output();
            var file = root.resolve(name).normalize();
            return file.startsWith(root) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        });
    }

    @Override
    public void close() {
        jobs.close();
        batch.ifPresent(BatchSide::close);
        tools.directory().close();
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot);
        return ending.matches("\\.[A-Za-z0-9]{1,8}") ? ending : "";
    }
}
