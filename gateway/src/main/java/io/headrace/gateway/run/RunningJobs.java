package io.headrace.gateway.run;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.SecretSource;
import io.headrace.gateway.order.JobOrder;
import io.headrace.gateway.order.OrderFile;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.job.JobId;
import io.headrace.job.JobState;
import io.headrace.job.lifecycle.Reason;
import io.headrace.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The jobs of a gateway, those under way and the last that ended. Any thread may call.
 */
public final class RunningJobs implements AutoCloseable {

    private static final int ID_BYTES = 16;

    /** Jobs that are over and still answered for; older ones are in the journal. */
    private static final int REMEMBERED = 1_000;

    private final Path folder;
    private final int most;
    private final JobTools tools;
    private final Journal journal;
    private final SecretSource secrets;

    /** Guarded by this; the oldest first. */
    private final Map<JobId, JobRun> runs = new LinkedHashMap<>();

    /** Guarded by this: those that are over, without what they held while they were not; the oldest first. */
    private final Map<JobId, RunView> ended = new LinkedHashMap<>();

    /**
     * @param folder holds a folder for each job
     * @param most under way at once
     */
    public RunningJobs(Path folder, int most, JobTools tools, Journal journal, SecretSource secrets) {
        this.folder = folder;
        this.most = most;
        this.tools = tools;
        this.journal = journal;
        this.secrets = secrets;
    }

    /** Too many jobs are under way. */
    public static final class Busy extends Exception {
        public Busy(long running) {
            super(running + " jobs are under way, which is as many as this gateway takes; try again later");
        }
    }

    /** A folder for a job that does not exist yet; its name is the job's id. */
    public Path newFolder() throws IOException, Busy {
        return Files.createDirectories(newName());
    }

    /** Where a job's folder would be, of one that leaves nothing on disk; its name is the job's id. */
    public Path newName() throws Busy {
        long running = underWay();
        if (running >= most) {
            throw new Busy(running);
        }
        return folder.resolve(HexFormat.of().formatHex(secrets.bytes(ID_BYTES)));
    }

    private synchronized long underWay() {
        retire();
        return runs.size();
    }

    /** Begins a job that transcodes; its order is on disk first. */
    public JobRun begin(VideoOrder order, JobRun.Ends ends) throws IOException {
        return begin(order, tools, new TranscodingCraft(order, tools, ends));
    }

    /** Begins a job; its order is on disk first. */
    public JobRun begin(JobOrder order, JobTools with, JobCraft craft) throws IOException {
        OrderFile.write(order);
        return add(JobRun.begin(order, with, journal, craft));
    }

    /** Begins a job that a restart does not go on with: nothing of it is on disk but its journal, and it does not wait for that. */
    public JobRun beginUnsaved(JobOrder order, JobTools with, JobCraft craft) {
        return add(JobRun.begin(order, with, new AppendingJournal(journal), craft));
    }

    /** Goes on with a job of an earlier life that transcodes. */
    public JobRun resume(VideoOrder order, JobRun.Ends ends, JobState from, RunView view) {
        return resume(order, tools, new TranscodingCraft(order, tools, ends), from, view);
    }

    /** Goes on with a job of an earlier life. */
    public JobRun resume(JobOrder order, JobTools with, JobCraft craft, JobState from, RunView view) {
        return add(JobRun.resume(order, with, journal, craft, from, view));
    }

    /** Ends a job of an earlier life whose source did not come back. */
    public JobRun giveUp(JobOrder order, JobTools with, JobCraft craft, JobState from, Reason reason) {
        return add(JobRun.giveUp(order, with, journal, craft, from, reason));
    }

    private synchronized JobRun add(JobRun run) {
        runs.put(new JobId(run.view().order().id()), run);
        retire();
        return run;
    }

    private void retire() {
        var over = runs.entrySet().stream()
                .filter(each -> each.getValue().view().outcome().isPresent())
                .toList();
        over.forEach(each -> {
            ended.put(each.getKey(), each.getValue().view());
            runs.remove(each.getKey());
        });
        while (ended.size() > REMEMBERED) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    /** Every job that the journal knows. */
    public List<JobId> recorded() {
        return journal.jobs();
    }

    /** What was ordered; empty when it cannot be read any more. */
    public Optional<JobOrder> order(JobId id) {
        return OrderFile.read(folder.resolve(id.text()));
    }

    /** Under way, or over and still answered for. */
    public synchronized Optional<RunView> view(JobId id) {
        return Optional.ofNullable(runs.get(id)).map(JobRun::view).or(() -> Optional.ofNullable(ended.get(id)));
    }

    /** False for a job that is not known; one that is over stays as it is. */
    public boolean cancel(JobId id) {
        Optional<JobRun> run;
        synchronized (this) {
            run = Optional.ofNullable(runs.get(id));
            if (run.isEmpty() && !ended.containsKey(id)) {
                return false;
            }
        }
        run.ifPresent(JobRun::cancel);
        return true;
    }

    /** Those that are over first. */
    public synchronized List<RunView> views() {
        return Stream.concat(ended.values().stream(), runs.values().stream().map(JobRun::view))
                .toList();
    }

    private synchronized List<JobRun> all() {
        return new ArrayList<>(runs.values());
    }

    /** An orchestrator made its reward call for the round. */
    public void rewardCalled(EthAddress orchestrator) {
        all().forEach(run -> run.rewardCalled(orchestrator));
    }

    /** Deposit or reserve were filled up: jobs that wait for it may go on. */
    public void funded() {
        all().forEach(JobRun::funded);
    }

    @Override
    public void close() {
        all().forEach(JobRun::halt);
    }
}
