package io.headrace.gateway.run;

import io.headrace.crypto.EthAddress;
import io.headrace.engine.ChildException;
import io.headrace.gateway.intake.Intake;
import io.headrace.gateway.order.JobOrder;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.publication.Publication;
import io.headrace.job.JobEffect;
import io.headrace.job.JobEvent;
import io.headrace.job.JobId;
import io.headrace.job.JobMachine;
import io.headrace.job.JobState;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.UnitEffect;
import io.headrace.job.unit.UnitEvent;
import io.headrace.journal.JobRecorder;
import io.headrace.journal.Journal;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job while it lives: its owner, and every effect of the lifecycle as a blocking call on a virtual thread that
 * tells the owner how it ended. In what jobs of one class differ from others is in their {@link JobCraft}. Nothing is
 * decided here.
 */
public final class JobRun implements Owner.Surroundings<JobState, JobEvent, JobEffect> {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    /** Letters from outside are few: cancel, fund. */
    private static final int PATIENCE_WITH_OUTSIDERS = 1_000;

    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(5);

    private final JobTools tools;
    private final JobRecorder recorder;
    private final JobBook book;
    private final JobOrder order;
    private final JobCraft craft;
    private final JobCraft.Parts parts;
    private final FundsWatch funds;
    private final RunTimers timers;
    private final ExecutorService threads;
    private final Owner<JobState, JobEvent, JobEffect> owner;
    private final RunView view;
    private volatile boolean halted;

    /**
     * The two ends of a job that transcodes: what it is made of, and where it goes.
     *
     * @param intake given whom to tell
     */
    public record Ends(Function<Consumer<JobEvent>, Intake> intake, Publication publication) {}

    private JobRun(JobOrder order, JobTools tools, Journal journal, JobCraft craft, JobState from, RunView view) {
        this.tools = tools;
        this.recorder = new JobRecorder(journal, new JobId(order.id()));
        this.book = new JobBook(journal, new JobId(order.id()), tools.host());
        this.order = order;
        this.craft = craft;
        var labels = LogLabels.of(order);
        this.threads =
                Executors.newThreadPerTaskExecutor(labels.on(Thread.ofVirtual().factory()));
        this.view = view;
        var means = new Means(tools.account(), tools.directory());
        this.timers = new RunTimers(tools.host(), this::tell);
        var context = new RunContext(tools, book, view, means, threads, this::tell);
        this.parts = craft.assemble(context);
        this.funds = new FundsWatch(order.id(), context, parts.needed(), this::waitsForMoney);
        this.owner =
                new Owner<>(order.id(), machine(context), from, tools.host(), PATIENCE_WITH_OUTSIDERS, labels.on(this));
    }

    private JobMachine machine(RunContext context) {
        return new JobMachine(craft.limits(), context.criteria(), tools.preferences());
    }

    /** Begins a job that is new. */
    public static JobRun begin(JobOrder order, JobTools tools, Journal journal, JobCraft craft) {
        var recorder = new JobRecorder(journal, new JobId(order.id()));
        var now = tools.host().moment().now();
        var created = recorder.create(now, craft.jobClass(), craft.pipeline());
        craft.model().ifPresent(model -> recorder.named(now, model));
        var run = new JobRun(order, tools, journal, craft, created, new RunView(order));
        run.tell(new JobEvent.IngestStarted());
        run.takeIn();
        return run;
    }

    /** Goes on with a job that the journal has in that state. */
    public static JobRun resume(
            JobOrder order, JobTools tools, Journal journal, JobCraft craft, JobState from, RunView view) {
        var run = new JobRun(order, tools, journal, craft, from, view);
        run.tell(new JobEvent.Resumed());
        run.takeIn();
        return run;
    }

    /** Ends a job that the journal has in that state, and whose source did not come back. */
    public static JobRun giveUp(
            JobOrder order, JobTools tools, Journal journal, JobCraft craft, JobState from, Reason reason) {
        var run = new JobRun(order, tools, journal, craft, from, new RunView(order));
        run.tell(new JobEvent.SourceFailed(reason));
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
        parts.sessions().at(orchestrator).forEach(each -> owner.offer(new JobEvent.RewardCalled(each)));
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

    /** Deposit or reserve have risen: a job that waits for money looks whether it is enough. */
    public void funded() {
        funds.look();
    }

    /** A job whose one unit needs no taking in may be over before this. */
    private void takeIn() {
        try {
            threads.execute(() -> {
                parts.source().run();
                parts.source().problem().ifPresent(sentence -> {
                    view.problem(sentence);
                    book.remarked(sentence);
                });
            });
        } catch (RejectedExecutionException over) {
            LOG.debug("Job {} was over before its source was asked", order.id());
        }
    }

    private void tell(JobEvent event) {
        owner.tell(event);
    }

    @Override
    public void record(String id, Instant at, JobState from, JobEvent event, Step<JobState, JobEffect> step) {
        recorder.record(at, from, event, step);
        view.state(step.state());
        view.source(parts.source().known());
    }

    @Override
    public void stopped(String id, JobState state, JobEvent event, RuntimeException bug) {
        LOG.error("Job {} stopped in {} on {}", id, state, event, bug);
        view.problem("The job stopped by a fault of this program: " + bug.getMessage());
        finish(new Outcome.Failed(parts.results().next(), Reason.NOT_PUBLISHED, List.of()));
    }

    @Override
    public void perform(JobEffect effect, Owner<JobState, JobEvent, JobEffect> unused) {
        if (halted) {
            return;
        }
        switch (effect) {
            case JobEffect.Note _ -> {}
            case JobEffect.Demand(var from, var upTo) -> parts.source().allow(from, upTo);
            case JobEffect.Discover(var round) -> discover(round);
            case JobEffect.OpenSession open -> open(open);
            case JobEffect.CloseSession(var session) ->
                threads.execute(() -> parts.sessions().close(session));
            case JobEffect.Dispatch dispatch -> parts.units().dispatch(dispatch);
            case JobEffect.Publish(var seq, var attempt) -> parts.units().publish(seq, attempt);
            case JobEffect.ForUnit(var seq, var ofUnit) -> perform(seq, ofUnit);
            case JobEffect.Skip(var seq, var attempt) -> parts.units().skip(seq, attempt);
            case JobEffect.AwaitFunds _ -> threads.execute(funds::await);
            case JobEffect.WaitAtMost(var patience, var waiting) -> timers.start(patience, waiting);
            case JobEffect.StopTimer(var waiting) -> timers.stop(waiting);
            case JobEffect.End(var outcome) -> threads.execute(() -> finish(outcome));
        }
    }

    private void perform(long seq, UnitEffect effect) {
        switch (effect) {
            case UnitEffect.Dispatch _ -> throw new IllegalStateException("The job decides about " + effect);
            case UnitEffect.Abandon(var attempt) -> parts.units().abandon(seq, attempt);
            case UnitEffect.Check(var attempt) -> parts.units().check(seq, attempt);
            case UnitEffect.Verify(var attempt) -> parts.units().verify(seq, attempt);
            case UnitEffect.Settle(var attempt) -> parts.units().settle(seq, attempt);
            case UnitEffect.BookLoss(var attempt) -> parts.units().bookLoss(seq, attempt);
            case UnitEffect.WaitAtMost(var patience, var attempt, var phase) ->
                timers.start(seq, patience, new UnitEvent.Overdue(attempt, phase));
            case UnitEffect.RetryAfter(var pause, var attempt) ->
                timers.start(seq, pause, new UnitEvent.RetryDue(attempt));
            case UnitEffect.StopTimer _ -> timers.stop(seq);
        }
    }

    /** What is known already needs no thread of its own: each hand-over is time that a request waits. */
    private void discover(int round) {
        parts.sessions()
                .candidatesAtHand()
                .ifPresentOrElse(
                        known -> tell(new JobEvent.CandidatesFound(round, known)),
                        () -> threads.execute(() -> askForCandidates(round)));
    }

    private void askForCandidates(int round) {
        try {
            tell(new JobEvent.CandidatesFound(round, parts.sessions().candidates()));
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(JobEffect.OpenSession open) {
        if (parts.sessions().openAtHand(open.session(), open.candidate())) {
            tell(new JobEvent.SessionOpened(open.session(), OptionalInt.empty()));
        } else {
            threads.execute(LogLabels.of(open.candidate().orchestrator()).on(() -> askToOpen(open)));
        }
    }

    private void askToOpen(JobEffect.OpenSession open) {
        try {
            parts.sessions().open(open.session(), open.candidate());
            tell(new JobEvent.SessionOpened(open.session(), OptionalInt.empty()));
        } catch (PeerException refused) {
            view.trouble(String.valueOf(refused.getMessage()));
            book.remarked(String.valueOf(refused.getMessage()));
            tell(new JobEvent.SessionRefused(open.session(), refused.reason()));
        }
    }

    private boolean waitsForMoney() {
        return owner.state() instanceof JobState.Drained;
    }

    private void finish(Outcome outcome) {
        timers.stopAll();
        parts.sessions().closeAll();
        view.ending(outcome);
        parts.source().close();
        try {
            parts.results().finish(outcome);
            view.ended(outcome);
        } catch (IOException | ChildException failed) {
            view.problem("What was published cannot be completed: " + failed.getMessage());
            view.ended(
                    outcome instanceof Outcome.Completed
                            ? new Outcome.Failed(parts.results().next(), Reason.NOT_PUBLISHED, List.of())
                            : outcome);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
    }
}
