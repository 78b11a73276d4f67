package io.headrace.gateway.realtime.session;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Signatures;
import io.headrace.gateway.check.ContentChecks;
import io.headrace.gateway.check.PacketChecks;
import io.headrace.gateway.discovery.DiscoveryConfig;
import io.headrace.gateway.discovery.OfferJudge;
import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.fixture.FakeMediaEngine;
import io.headrace.gateway.fixture.FakePayer;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.FakeSeller;
import io.headrace.gateway.fixture.ShiftedClock;
import io.headrace.gateway.fixture.WatchedJournal;
import io.headrace.gateway.order.RealtimeJobOrder;
import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.gateway.run.JobTools;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobLimits;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Preferences;
import io.headrace.journal.Fact;
import io.headrace.machine.ThreadHost;
import io.headrace.media.AccessUnit;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.pipeline.Capabilities;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A gateway with one live session among three orchestrators; the first is the best, the last the worst. */
final class SessionStage implements AutoCloseable {

    /** Of the second that each unit lasts. */
    static final long UNIT_PIXELS = 30L * 640 * 360;

    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration NEVER = Duration.ofHours(1);

    final FakePeer peer;
    final WatchedJournal journal;
    final FakePayer payer = new FakePayer();
    final List<String> events = Collections.synchronizedList(new ArrayList<>());

    private final Path folder;
    private final ThreadHost host = new ThreadHost(new ShiftedClock(), new Random(1));
    private final AtomicLong nanos = new AtomicLong();
    private final FakeMediaEngine media = new FakeMediaEngine(0);
    private final OrchestratorDirectory directory;
    private final RunningJobs running;
    private final RealtimeJobs jobs;
    private Duration calm = SOON;
    private Optional<FakeFlow> flow = Optional.empty();
    private Optional<RealtimeWork> work = Optional.empty();

    SessionStage(Path folder, FakePeer peer, boolean paying) {
        this(folder, peer, new WatchedJournal(), paying, NEVER);
    }

    private SessionStage(Path folder, FakePeer peer, WatchedJournal journal, boolean paying, Duration grace) {
        this.folder = folder;
        this.peer = peer;
        this.journal = journal;
        this.directory = new OrchestratorDirectory(
                new DiscoveryConfig(peer.services(), NEVER, NEVER),
                peer,
                SessionNeeds.of("noop"),
                OfferJudge.FREE,
                InstantSource.system(),
                nanos::get);
        var millis = 1;
        for (var service : peer.services()) {
            var each = new Orchestrator(EthAddress.ZERO, service);
            directory.observe(each, Duration.ofMillis(millis), Duration.ofSeconds(1));
            millis *= 10;
        }
        var tools = new JobTools(
                host,
                nanos::get,
                directory,
                peer,
                media,
                new JobTools.Checks(new PacketChecks(media), ContentChecks.NONE),
                paying ? Optional.of(payer) : Optional.empty(),
                new OfferCheck(SenderLimits.DEFAULT),
                Signatures::signedBy,
                new JobTools.Limits(JobLimits.DEFAULT, JobLimits.LIVE),
                new Preferences(1, 0));
        var chance = new Random(journal.jobs().size());
        this.running = new RunningJobs(folder, 8, tools, journal, length -> {
            var bytes = new byte[length];
            chance.nextBytes(bytes);
            return bytes;
        });
        this.jobs = new RealtimeJobs(running, tools, (Capabilities _) -> directory, grace);
    }

    /** Whose orchestrators charge what flows. */
    static SessionStage paying(Path folder) {
        var peer = FakePeer.paid();
        peer.sellers().forEach(FakeSeller::metersFlow);
        return new SessionStage(folder, peer, true);
    }

    /** A second life, with what the journal has now, that waits so long for publishers. */
    SessionStage restarted(Duration grace) {
        running.close();
        return new SessionStage(folder, peer, journal.copy(), true, grace);
    }

    /** Nobody is sought to stand by until so long after somebody began to serve. */
    SessionStage settling(Duration time) {
        calm = time;
        return this;
    }

    SessionStage begin(Standby standby) throws Exception {
        return begin(standby, "");
    }

    /** @param orchestrator part of the address of those that may work */
    SessionStage begin(Standby standby, String orchestrator) throws Exception {
        var settings = new RealtimeSettings(Duration.ofSeconds(2), Duration.ofSeconds(20), SOON, NEVER, calm, SOON);
        var ask = new RealtimeJobs.Ask(
                "stream", "app-1", "noop", "{\"strength\":1}", orchestrator, standby, Optional.empty(), settings);
        work = Optional.of(jobs.begin(
                ask,
                listener -> {
                    flow = Optional.of(new FakeFlow(listener));
                    return flow();
                },
                new Audience() {
                    @Override
                    public void output(AccessUnit unit) {}

                    @Override
                    public void event(String json) {
                        events.add(json);
                    }
                }));
        return this;
    }

    FakeFlow flow() {
        return flow.orElseThrow();
    }

    RealtimeWork work() {
        return work.orElseThrow();
    }

    StreamFlow.Listener listener() {
        return flow().listener();
    }

    RealtimeJobs jobs() {
        return jobs;
    }

    RunningJobs running() {
        return running;
    }

    RealtimeJobOrder order() {
        return (RealtimeJobOrder) work().view().order();
    }

    FakeSeller alder() {
        return peer.seller("alder");
    }

    FakeSeller birch() {
        return peer.seller("birch");
    }

    FakeSeller cedar() {
        return peer.seller("cedar");
    }

    /** For payments. */
    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** The first unit flows through the best, which works. */
    SessionStage served() throws Exception {
        flow().begins(0);
        awaitUnit(0, "SegmentDispatch");
        flow().ends(0);
        awaitUnit(0, "Executing");
        flow().returns(0);
        awaitUnit(0, "Done");
        return this;
    }

    /** The flow's session of that number is attached, and entered as the one that stands by, which is a moment later. */
    void awaitStandby(int session, String standing) throws InterruptedException {
        flow().await("attach " + session + " " + standing);
        long stood = flow().calls().stream()
                .filter(call -> call.startsWith("attach ") && call.endsWith(standing))
                .count();
        journal.await(_ -> journal.facts(Fact.Remarked.class).stream()
                        .filter(remark -> remark.sentence().contains("stands by"))
                        .count()
                >= stood);
    }

    void awaitUnit(long seq, String state) throws InterruptedException {
        journal.await(fact -> fact instanceof Fact.Moved moved
                && moved.unit().isPresent()
                && moved.unit().getAsLong() == seq
                && moved.to().equals(state));
    }

    void awaitLeft(Reason reason) throws InterruptedException {
        journal.await(fact ->
                fact instanceof Fact.Moved moved && moved.to().equals("SwapOrchestrator") && moved.reason() == reason);
    }

    Outcome end() throws InterruptedException {
        if (!work().view().awaitEnd(30, TimeUnit.SECONDS)) {
            throw new AssertionError("The job is still " + work().view().state());
        }
        return work().view().outcome().orElseThrow();
    }

    /** The rows of the network's own diagram that were walked, with the states between which they lead. */
    List<String> moves() {
        return journal.facts(Fact.Moved.class).stream()
                .map(moved -> moved.from() + " > " + moved.to())
                .toList();
    }

    @Override
    public void close() {
        work.ifPresent(RealtimeWork::cancel);
        running.close();
        directory.close();
        media.close();
        host.close();
    }
}
