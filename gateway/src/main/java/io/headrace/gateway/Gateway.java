package io.headrace.gateway;

import io.headrace.crypto.SecretSource;
import io.headrace.gateway.order.JobOrder;
import io.headrace.gateway.order.OrderFile;
import io.headrace.gateway.run.JobRun;
import io.headrace.gateway.run.JobTools;
import io.headrace.gateway.run.RunView;
import io.headrace.job.JobId;
import io.headrace.job.JobState;
import io.headrace.journal.Journal;
import io.headrace.media.Ladder;
import io.headrace.payments.Price;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role that takes work and pays for it. It owns its jobs from order to result; a job's folder holds everything a
 * restart needs besides the journal. Any thread may call.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int ID_BYTES = 16;

    private final GatewayConfig config;
    private final JobTools tools;
    private final Journal journal;
    private final SecretSource secrets;
    private final Map<JobId, JobRun> runs = new ConcurrentHashMap<>();

    public Gateway(GatewayConfig config, JobTools tools, Journal journal, SecretSource secrets) {
        this.config = config;
        this.tools = tools;
        this.journal = journal;
        this.secrets = secrets;
    }

    /** @param name of the file, for its ending */
    public record Submission(String name, Ladder ladder, Optional<Price> maxPrice) {}

    /** Too many jobs are under way. */
    public static final class Busy extends Exception {
        Busy(int running) {
            super(running + " jobs are under way, which is as many as this gateway takes; try again later");
        }
    }

    /**
     * Takes a file in and begins its job.
     *
     * @param bytes the file, read to its end before this returns
     * @throws IOException when it cannot be read or stored
     */
    public RunView submit(Submission submission, InputStream bytes) throws IOException, Busy {
        long running = runs.values().stream()
                .filter(run -> run.view().outcome().isEmpty())
                .count();
        if (running >= config.maxJobs()) {
            throw new Busy((int) running);
        }
        var id = new JobId(HexFormat.of().formatHex(secrets.bytes(ID_BYTES)));
        var folder = Files.createDirectories(config.jobs().resolve(id.text()));
        var input = folder.resolve("input" + ending(submission.name()));
        Files.copy(bytes, input);
        var order = new JobOrder(id.text(), input, submission.ladder(), submission.maxPrice(), folder);
        OrderFile.write(order);
        var run = JobRun.begin(order, tools, journal);
        runs.put(id, run);
        return run.view();
    }

    public Optional<RunView> job(JobId id) {
        return Optional.ofNullable(runs.get(id)).map(JobRun::view);
    }

    public List<RunView> jobs() {
        return runs.values().stream().map(JobRun::view).toList();
    }

    /** False for a job that is not known. */
    public boolean cancel(JobId id) {
        var run = Optional.ofNullable(runs.get(id));
        run.ifPresent(JobRun::cancel);
        return run.isPresent();
    }

    /** Deposit or reserve were filled up: jobs that wait for it may go on. */
    public void funded() {
        runs.values().forEach(JobRun::funded);
    }

    /**
     * Goes on with every job that was not over when the node ended.
     *
     * @param recovered the state that the journal has of a job; empty for one that is over, or was never begun
     */
    public void resume(Function<JobId, Optional<JobState>> recovered) {
        for (var id : journal.jobs()) {
            recovered.apply(id).ifPresent(state -> resume(id, state));
        }
    }

    private void resume(JobId id, JobState state) {
        var order = OrderFile.read(config.jobs().resolve(id.text()));
        if (order.isEmpty()) {
            LOG.error("Job {} cannot go on: its order in {} is gone", id, config.jobs());
            return;
        }
        try {
            runs.put(id, JobRun.resume(order.get(), tools, journal, state));
        } catch (IOException unreadable) {
            LOG.error("Job {} cannot go on: its folder cannot be read", id, unreadable);
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
        tools.directory().close();
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot);
        return ending.matches("\\.[A-Za-z0-9]{1,8}") ? ending : "";
    }
}
