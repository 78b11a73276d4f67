package io.headrace.gateway.run;

import io.headrace.crypto.EthAddress;
import io.headrace.engine.ChildException;
import io.headrace.gateway.intake.FileIntake;
import io.headrace.gateway.order.JobOrder;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.publication.FilePublication;
import io.headrace.gateway.publication.PublishedUnit;
import io.headrace.job.JobClass;
import io.headrace.job.JobEffect;
import io.headrace.job.JobEvent;
import io.headrace.job.JobId;
import io.headrace.job.JobMachine;
import io.headrace.job.JobState;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Criteria;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.UnitEffect;
import io.headrace.job.unit.UnitEvent;
import io.headrace.journal.JobRecorder;
import io.headrace.journal.Journal;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.media.MediaBytes;
import io.headrace.media.RenditionSegment;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.MediaDescription;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.TranscodingNeeds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file job while it lives: its owner, and every effect of the lifecycle as a blocking call on a virtual thread that
 * tells the owner how it ended. Nothing is decided here.
 */
public final class JobRun implements Owner.Surroundings<JobState, JobEvent, JobEffect> {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    /** Letters from outside are few: cancel, fund. */
    private static final int PATIENCE_WITH_OUTSIDERS = 1_000;

    private static final Duration FUNDS_PERIOD = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(5);

    private final JobTools tools;
    private final JobRecorder recorder;
    private final JobBook book;
    private final JobOrder order;
    private final FileIntake intake;
    private final FilePublication publication;
    private final SessionDesk sessions;
    private final Dispatcher dispatcher;
    private final PacketChecks checks;
    private final RunTimers timers;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<AttemptId, Future<?>> deliveries = new ConcurrentHashMap<>();
    private final Map<AttemptId, UnitResult> results = new ConcurrentHashMap<>();
    private final Map<AttemptId, PublishedUnit> checked = new ConcurrentHashMap<>();
    private final Owner<JobState, JobEvent, JobEffect> owner;
    private final RunView view;

    /** The latest thing that went wrong, in one sentence: the job may end of it. */
    private volatile Optional<String> trouble = Optional.empty();

    private volatile boolean halted;

    private record AttemptId(long seq, int attempt) {}

    private JobRun(
            JobOrder order, JobTools tools, Journal journal, FilePublication publication, JobState from, RunView view) {
        this.tools = tools;
        this.recorder = new JobRecorder(journal, new JobId(order.id()));
        this.book = new JobBook(journal, new JobId(order.id()), tools.host());
        this.order = order;
        this.publication = publication;
        this.view = view;
        this.sessions = new SessionDesk(tools, this::needed, book);
        this.dispatcher = new Dispatcher(
                order,
                this::needed,
                tools.peer(),
                tools.account().map(PayerAccount::signer),
                tools.signatures(),
                tools.limits().unit(),
                book,
                sessions::refresh,
                tools.ticker());
        this.checks = new PacketChecks(tools.media());
        this.timers = new RunTimers(tools.host(), this::tell);
        var machine = new JobMachine(
                tools.limits(),
                new Criteria(
                        tools.account().isPresent() ? Criteria.Terms.PAID : Criteria.Terms.UNPAID,
                        order.maxPrice(),
                        Set.of()),
                tools.preferences());
        this.owner = new Owner<>(order.id(), machine, from, tools.host(), PATIENCE_WITH_OUTSIDERS, this);
        this.intake = new FileIntake(order, tools.media(), this::tell);
    }

    /** Begins a job that is new. */
    public static JobRun begin(JobOrder order, JobTools tools, Journal journal) throws IOException {
        var created = new JobRecorder(journal, new JobId(order.id()))
                .create(tools.host().moment().now(), JobClass.VIDEO, JobOrder.PIPELINE);
        var run = new JobRun(
                order, tools, journal, FilePublication.open(order, tools.media()), created, new RunView(order));
        run.tell(new JobEvent.IngestStarted());
        run.cut();
        return run;
    }

    /** Goes on with a job that the journal has in that state. */
    public static JobRun resume(JobOrder order, JobTools tools, Journal journal, JobState from) throws IOException {
        var publication = FilePublication.open(order, tools.media());
        var view = new RunView(order);
        publication.units().forEach(view::published);
        var run = new JobRun(order, tools, journal, publication, from, view);
        run.tell(new JobEvent.Resumed());
        run.cut();
        return run;
    }

    public RunView view() {
        return view;
    }

    public void cancel() {
        owner.offer(new JobEvent.CancelRequested());
    }

    /** An orchestrator made its reward call: rows 20 and 21 of units that it is paid for. */
    public void rewardCalled(EthAddress orchestrator) {
        sessions.at(orchestrator).forEach(each -> owner.offer(new JobEvent.RewardCalled(each)));
    }

    /** The node ends: lets go of everything at once; the journal knows where the job was, and a restart goes on. */
    public void halt() {
        halted = true;
        timers.stopAll();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE_AT_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Job {} did not let go within {}", order.id(), PATIENCE_AT_END);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Deposit or reserve were filled up. */
    public void funded() {
        owner.offer(new JobEvent.Funded());
    }

    /** What its orchestrator must be able to do; the source is known before the first unit is. */
    private Capabilities needed() {
        boolean hevc = intake.description()
                .flatMap(MediaDescription::video)
                .filter(video -> video.codec().equals("hevc"))
                .isPresent();
        return Capabilities.request(
                TranscodingNeeds.of(hevc ? VideoCodec.HEVC : VideoCodec.H264, order.ladder(), Set.of()));
    }

    private void cut() {
        threads.execute(() -> {
            intake.run();
            intake.problem().ifPresent(sentence -> {
                view.problem(sentence);
                book.remarked(sentence);
            });
        });
    }

    private void tell(JobEvent event) {
        owner.tell(event);
    }

    @Override
    public void record(String id, Instant at, JobState from, JobEvent event, Step<JobState, JobEffect> step) {
        recorder.record(at, from, event, step);
        view.state(step.state());
        intake.description().ifPresent(found -> view.source(found.duration().toNanos() / 1e9));
    }

    @Override
    public void stopped(String id, JobState state, JobEvent event, RuntimeException bug) {
        LOG.error("Job {} stopped in {} on {}", id, state, event, bug);
        view.problem("The job stopped by a fault of this program: " + bug.getMessage());
        finish(new Outcome.Failed(publication.next(), Reason.NOT_PUBLISHED, List.of()));
    }

    @Override
    public void perform(JobEffect effect, Owner<JobState, JobEvent, JobEffect> unused) {
        if (halted) {
            return;
        }
        switch (effect) {
            case JobEffect.Note _ -> {}
            case JobEffect.Demand(var from, var upTo) -> intake.allow(from, upTo);
            case JobEffect.Discover(var round) -> threads.execute(() -> discover(round));
            case JobEffect.OpenSession open -> threads.execute(() -> open(open));
            case JobEffect.CloseSession(var session) -> threads.execute(() -> sessions.close(session));
            case JobEffect.Dispatch dispatch -> dispatch(dispatch);
            case JobEffect.Publish(var seq, var attempt) -> threads.execute(() -> publish(new AttemptId(seq, attempt)));
            case JobEffect.Skip skip -> throw new IllegalStateException("A file's job leaves no unit out: " + skip);
            case JobEffect.ForUnit(var seq, var ofUnit) -> perform(seq, ofUnit);
            case JobEffect.AwaitFunds _ -> threads.execute(this::awaitFunds);
            case JobEffect.WaitAtMost(var patience, var waiting) -> timers.start(patience, waiting);
            case JobEffect.StopTimer(var waiting) -> timers.stop(waiting);
            case JobEffect.End(var outcome) -> threads.execute(() -> finish(outcome));
        }
    }

    private void perform(long seq, UnitEffect effect) {
        switch (effect) {
            case UnitEffect.Dispatch _ -> throw new IllegalStateException("The job decides about " + effect);
            case UnitEffect.Abandon(var attempt) -> abandon(new AttemptId(seq, attempt.number()));
            case UnitEffect.Check(var attempt) -> threads.execute(() -> check(new AttemptId(seq, attempt.number())));
            case UnitEffect.Verify(var attempt) -> tell(seq, new UnitEvent.Verified(attempt.number()));
            case UnitEffect.Settle(var attempt) -> settle(seq, attempt);
            case UnitEffect.BookLoss(var attempt) -> forget(new AttemptId(seq, attempt));
            case UnitEffect.WaitAtMost(var patience, var attempt, var phase) ->
                timers.start(seq, patience, new UnitEvent.Overdue(attempt, phase));
            case UnitEffect.RetryAfter(var pause, var attempt) ->
                timers.start(seq, pause, new UnitEvent.RetryDue(attempt));
            case UnitEffect.StopTimer _ -> timers.stop(seq);
        }
    }

    private void tell(long seq, UnitEvent event) {
        tell(new JobEvent.UnitMoved(seq, event));
    }

    private void discover(int round) {
        try {
            tell(new JobEvent.CandidatesFound(round, tools.directory().candidates(needed())));
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(JobEffect.OpenSession open) {
        try {
            sessions.open(open.session(), open.candidate());
            tell(new JobEvent.SessionOpened(open.session(), OptionalInt.empty()));
        } catch (PeerException refused) {
            trouble = Optional.of(String.valueOf(refused.getMessage()));
            book.remarked(String.valueOf(refused.getMessage()));
            tell(new JobEvent.SessionRefused(open.session(), refused.reason()));
        }
    }

    private void dispatch(JobEffect.Dispatch dispatch) {
        var id = new AttemptId(dispatch.unit().seq(), dispatch.attempt().number());
        deliveries.put(id, threads.submit(() -> deliver(id, dispatch)));
    }

    private void deliver(AttemptId id, JobEffect.Dispatch dispatch) {
        try {
            var delivery = deliver(dispatch, id);
            switch (delivery) {
                case Dispatcher.Delivery.Returned(var result) -> {
                    tools.directory()
                            .observe(
                                    dispatch.session().orchestrator(),
                                    result.took(),
                                    dispatch.unit().duration());
                    results.put(id, result);
                    tell(id.seq(), new UnitEvent.Returned(id.attempt()));
                }
                case Dispatcher.Delivery.Failed(var reason, var sentence) -> failed(id, reason, sentence);
            }
        } catch (IOException lost) {
            failed(id, Reason.SOURCE_FAILED, "The segment cannot be read any more: " + lost.getMessage());
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) { // the unit must not wait for a thread that is gone
            LOG.error("Delivering unit {} failed in an unforeseen way", id, bug);
            failed(id, Reason.RESULT_LOST, "A fault of this program: " + bug.getMessage());
        } finally {
            deliveries.remove(id);
        }
    }

    private Dispatcher.Delivery deliver(JobEffect.Dispatch dispatch, AttemptId id)
            throws IOException, InterruptedException {
        var session = sessions.find(dispatch.session().number());
        if (session.isEmpty()) {
            return new Dispatcher.Delivery.Failed(Reason.SESSION_ENDED, "The session is closed");
        }
        if (dispatch.attempt().params() == Attempt.Params.FRESH) {
            try {
                sessions.refresh(session.get());
            } catch (PeerException refused) {
                return new Dispatcher.Delivery.Failed(refused.reason(), String.valueOf(refused.getMessage()));
            }
        }
        return dispatcher.deliver(
                dispatch,
                session.get(),
                new Dispatcher.HashedSegment(intake.load(id.seq()), intake.hash(id.seq())),
                () -> tell(id.seq(), new UnitEvent.Uploaded(id.attempt())));
    }

    private void failed(AttemptId id, Reason reason, String sentence) {
        trouble = Optional.of(sentence);
        book.remarked(id.seq(), id.attempt(), sentence);
        if (reason.remedy() == Reason.Remedy.GIVE_UP) {
            view.problem(sentence);
        }
        tell(id.seq(), new UnitEvent.Failed(id.attempt(), reason));
    }

    private void abandon(AttemptId id) {
        var delivery = deliveries.get(id);
        if (delivery != null) {
            delivery.cancel(true);
        }
        forget(id);
    }

    private void check(AttemptId id) {
        try {
            var result = results.get(id);
            if (result == null) {
                tell(id.seq(), new UnitEvent.Failed(id.attempt(), Reason.RESULT_LOST));
                return;
            }
            switch (checks.check(intake.unit(id.seq()), result)) {
                case PacketChecks.Finding.Good(var unit) -> {
                    checked.put(id, unit);
                    tell(id.seq(), new UnitEvent.Checked(id.attempt(), UnitEvent.Sampling.NOT_SAMPLED));
                }
                case PacketChecks.Finding.Bad(var reason, var sentence) -> failed(id, reason, sentence);
            }
        } catch (ChildException | IOException broken) {
            failed(id, Reason.RESULT_UNUSABLE, String.valueOf(broken.getMessage()));
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(AttemptId id) {
        var result = Optional.ofNullable(results.get(id));
        var unit = Optional.ofNullable(checked.get(id));
        if (result.isEmpty() || unit.isEmpty()) {
            tell(id.seq(), new UnitEvent.Failed(id.attempt(), Reason.RESULT_LOST));
            return;
        }
        try {
            publication.publish(unit.get(), bytes(result.get()));
            view.published(unit.get());
            tell(id.seq(), new UnitEvent.Published(id.attempt()));
        } catch (IOException full) {
            failed(id, Reason.NOT_PUBLISHED, "The result cannot be written: " + full.getMessage());
        }
    }

    private static List<MediaBytes> bytes(UnitResult result) {
        return result.renditions().stream().map(RenditionSegment::bytes).toList();
    }

    /** The fee was booked when the result came; what is left to say is whether there is money for more. */
    private void settle(long seq, Attempt attempt) {
        forget(new AttemptId(seq, attempt.number()));
        boolean depleted = !sessions.fundsSuffice();
        tell(
                seq,
                new UnitEvent.Settled(attempt.number(), depleted ? UnitEvent.Purse.DEPLETED : UnitEvent.Purse.FILLED));
    }

    private void forget(AttemptId id) {
        results.remove(id);
        checked.remove(id);
    }

    /** Looks at our funds until they suffice; the job's own timer ends the wait. */
    private void awaitFunds() {
        tools.host()
                .after(
                        FUNDS_PERIOD,
                        () -> threads.execute(() -> {
                            if (sessions.fundsSuffice()) {
                                tell(new JobEvent.Funded());
                            } else if (owner.state() instanceof JobState.Drained) {
                                awaitFunds();
                            }
                        }));
    }

    private void finish(Outcome outcome) {
        timers.stopAll();
        sessions.closeAll();
        var end = outcome;
        if (outcome instanceof Outcome.Completed) {
            try {
                publication.finish();
            } catch (IOException | ChildException failed) {
                view.problem("The segments are published, and could not be joined: " + failed.getMessage());
                end = new Outcome.Failed(publication.next(), Reason.NOT_PUBLISHED, List.of());
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        if (end instanceof Outcome.Failed) {
            trouble.ifPresent(view::problem);
        }
        view.ended(end);
        threads.shutdown();
    }
}
