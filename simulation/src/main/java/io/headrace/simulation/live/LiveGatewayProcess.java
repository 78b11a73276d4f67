package io.headrace.simulation.live;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Signer;
import io.headrace.job.JobClass;
import io.headrace.job.JobEvent;
import io.headrace.job.JobId;
import io.headrace.job.JobLimits;
import io.headrace.job.JobMachine;
import io.headrace.job.JobState;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Criteria;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Preferences;
import io.headrace.journal.JobRecorder;
import io.headrace.journal.JobRecovery;
import io.headrace.payments.ChainTime;
import io.headrace.payments.SenderFunds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One life of the gateway: the streams it serves, and those of an earlier life whose publishers have not come back. */
final class LiveGatewayProcess {

    static final Criteria CRITERIA = Criteria.atMost(LiveOrchestrator.wei(20));
    static final JobMachine MACHINE =
            new JobMachine(JobLimits.realtime(Duration.ofSeconds(20)), CRITERIA, Preferences.DEFAULT);

    private static final Duration GRACE = Duration.ofSeconds(20);

    final LiveWorld world;
    final int life;
    private final LiveGateway self;
    private final Map<JobId, LiveJob> running = new LinkedHashMap<>();
    private final Map<JobId, JobState> orphans = new LinkedHashMap<>();
    private final Set<StartCall> calls = new LinkedHashSet<>();
    private boolean alive = true;

    LiveGatewayProcess(LiveWorld world, LiveGateway self, int life) {
        this.world = world;
        this.self = self;
        this.life = life;
    }

    /** Takes up what the journal says is not over, when its publisher comes back. */
    void resume() {
        for (var id : self.journal.jobs()) {
            JobRecovery.restore(self.journal.read(id)).ifPresent(state -> {
                orphans.put(id, state);
                world.host.after(GRACE, () -> ifAlive(() -> giveUp(id)));
            });
        }
    }

    private void giveUp(JobId id) {
        Optional.ofNullable(orphans.remove(id)).ifPresent(state -> {
            var job = new LiveJob(this, self.stream(id), state, new JobRecorder(self.journal, id), next(state));
            running.put(id, job);
            job.tell(new JobEvent.SourceFailed(Reason.PUBLISHER_GONE));
        });
    }

    void picture(Publisher stream, Picture picture) {
        var job = running.get(stream.job);
        if (job != null) {
            job.input(picture);
        } else if (picture.key()) {
            var begun = begin(stream);
            running.put(stream.job, begun);
            begun.input(picture);
        }
    }

    private LiveJob begin(Publisher stream) {
        var orphan = Optional.ofNullable(orphans.remove(stream.job));
        if (orphan.isPresent()) {
            var state = orphan.get();
            var job = new LiveJob(this, stream, state, new JobRecorder(self.journal, stream.job), next(state));
            job.tell(new JobEvent.Resumed());
            if (state instanceof JobState.Idle) {
                job.tell(new JobEvent.IngestStarted());
            }
            return job;
        }
        var recorder = new JobRecorder(self.journal, stream.job);
        var created = recorder.create(world.now(), JobClass.REALTIME, "live-video-to-video");
        var job = new LiveJob(this, stream, created, recorder, 0);
        job.tell(new JobEvent.IngestStarted());
        return job;
    }

    private static long next(JobState state) {
        return state instanceof JobState.Working working
                ? working.work().units().next()
                : 0;
    }

    void inputEnds(Publisher stream) {
        Optional.ofNullable(running.get(stream.job)).ifPresent(LiveJob::inputEnds);
    }

    /** False when it is not running here. */
    boolean stop(Publisher stream) {
        var job = Optional.ofNullable(running.get(stream.job));
        job.ifPresent(one -> one.tell(new JobEvent.CancelRequested()));
        return job.isPresent();
    }

    void die() {
        alive = false;
        calls.forEach(StartCall::gone);
    }

    boolean alive() {
        return alive;
    }

    void ifAlive(Runnable task) {
        if (alive) {
            task.run();
        }
    }

    void begun(StartCall call) {
        calls.add(call);
    }

    void over(StartCall call) {
        calls.remove(call);
    }

    Optional<Seller> serving(Publisher stream) {
        return Optional.ofNullable(running.get(stream.job)).flatMap(LiveJob::current);
    }

    String describe(JobId id) {
        return Optional.ofNullable(running.get(id)).map(LiveJob::describe).orElse("not running");
    }

    void ended(LiveJob job, Outcome outcome) {
        running.remove(job.stream.job);
        self.over(job.stream, outcome);
    }

    SenderFunds funds() {
        return self.chain.broker().funds(payer());
    }

    ChainTime time() {
        return self.chain.blocks().time();
    }

    boolean depleted() {
        return self.depleted();
    }

    void topUp(Runnable funded) {
        self.topUp(funded);
    }

    Signer signer() {
        return self.signer;
    }

    EthAddress payer() {
        return self.signer.address();
    }

    List<LiveOrchestrator> orchestrators() {
        return self.orchestrators;
    }

    LiveOrchestrator orchestrator(Orchestrator identity) {
        return self.orchestrators.stream()
                .filter(any -> any.identity.equals(identity))
                .findFirst()
                .orElseThrow();
    }
}
