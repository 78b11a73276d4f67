package io.headrace.gateway.run;

import io.headrace.crypto.EthAddress;
import io.headrace.engine.ChildException;
import io.headrace.gateway.intake.Intake;
import io.headrace.gateway.order.JobOrder;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.publication.Publication;
import io.headrace.job.JobClass;
import io.headrace.job.JobEffect;
import io.headrace.job.JobEvent;
import io.headrace.job.JobId;
import io.headrace.job.JobLimits;
import io.headrace.job.JobMachine;
import io.headrace.job.JobState;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Criteria;
import io.headrace.journal.JobRecorder;
import io.headrace.journal.Journal;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.payments.Price;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.TranscodingNeeds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
 * tells the owner how it ended. What is done with units is in {@link UnitWork}. Nothing is decided here.
 */
public final class JobRun implements Owner.Surroundings<JobState, JobEvent, JobEffect> {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    /** Letters from outside are few: cancel, fund. */
    private static final int PATIENCE_WITH_OUTSIDERS = 1_000;

    private static final Duration FUNDS_PERIOD = Duration.ofSeconds(2);
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(5);

    private final JobTools tools;
    private final JobRecorder recorder;
    private final JobBook book;
    private final JobOrder order;
    private final Intake intake;
    private final Publication publication;
    private final SessionDesk sessions;
    private final Means means;
    private final UnitWork units;
    private final RunTimers timers;
    private final ExecutorService threads;
    private final Owner<JobState, JobEvent, JobEffect> owner;
    private final RunView view;
    private volatile boolean halted;

    /**
     * The two ends of a job: what it is made of, and where it goes.
     *
     * @param intake given whom to tell
     */
    public record Ends(Function<Consumer<JobEvent>, Intake> intake, Publication publication) {}

    private JobRun(JobOrder order, JobTools tools, Journal journal, Ends ends, JobState from, RunView view) {
        this.tools = tools;
        this.recorder = new JobRecorder(journal, new JobId(order.id()));
        this.book = new JobBook(journal, new JobId(order.id()), tools.host());
        this.order = order;
        var labels = LogLabels.of(order);
        this.threads =
                Executors.newThreadPerTaskExecutor(labels.on(Thread.ofVirtual().factory()));
        this.publication = ends.publication();
        this.view = view;
        this.sessions = new SessionDesk(tools, this::needed, this::maxPrice, book, this::tell);
        this.means = new Means(tools.account(), tools.directory());
        this.timers = new RunTimers(tools.host(), this::tell);
        this.intake = ends.intake().apply(this::tell);
        this.units = new UnitWork(
                tools, intake, publication, sessions, means, dispatcher(), timers, book, view, threads, this::tell);
        this.owner = new Owner<>(order.id(), machine(), from, tools.host(), PATIENCE_WITH_OUTSIDERS, labels.on(this));
    }

    private Dispatcher dispatcher() {
        return new Dispatcher(
                order,
                this::needed,
                tools.peer(),
                tools.account().map(PayerAccount::signer),
                tools.signatures(),
                limits().unit(),
                book,
                sessions,
                tools.ticker());
    }

    private JobMachine machine() {
        var terms = tools.account().isPresent() ? Criteria.Terms.PAID : Criteria.Terms.UNPAID;
        return new JobMachine(limits(), new Criteria(terms, maxPrice(), Set.of()), tools.preferences());
    }

    private Optional<Price> maxPrice() {
        return tools.ceiling().with(order.maxPrice());
    }

    private JobLimits limits() {
        return tools.limits().of(order);
    }

    /** Begins a job that is new. */
    public static JobRun begin(JobOrder order, JobTools tools, Journal journal, Ends ends) {
        var created = new JobRecorder(journal, new JobId(order.id()))
                .create(tools.host().moment().now(), JobClass.VIDEO, JobOrder.PIPELINE);
        var run = new JobRun(order, tools, journal, ends, created, new RunView(order));
        run.tell(new JobEvent.IngestStarted());
        run.takeIn();
        return run;
    }

    /** Goes on with a job that the journal has in that state. */
    public static JobRun resume(
            JobOrder order, JobTools tools, Journal journal, Ends ends, JobState from, RunView view) {
        var run = new JobRun(order, tools, journal, ends, from, view);
        run.tell(new JobEvent.Resumed());
        run.takeIn();
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

    /** Deposit or reserve have risen: a job that waits for money looks whether it is enough. */
    public void funded() {
        if (waitsForMoney()) {
            lookAtFunds();
        }
    }

    /** What its orchestrator must be able to do; the source is known before the first unit is. */
    private Capabilities needed() {
        return Capabilities.request(TranscodingNeeds.of(intake.codec(), order.ladder(), Set.of()));
    }

    private void takeIn() {
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
        view.source(intake.known());
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
            case JobEffect.OpenSession open ->
                threads.execute(LogLabels.of(open.candidate().orchestrator()).on(() -> open(open)));
            case JobEffect.CloseSession(var session) -> threads.execute(() -> sessions.close(session));
            case JobEffect.Dispatch dispatch -> units.dispatch(dispatch);
            case JobEffect.Publish(var seq, var attempt) -> units.publish(seq, attempt);
            case JobEffect.ForUnit(var seq, var ofUnit) -> units.perform(seq, ofUnit);
            case JobEffect.Skip(var seq, var attempt) -> units.skip(seq, attempt);
            case JobEffect.AwaitFunds _ -> threads.execute(this::awaitFunds);
            case JobEffect.WaitAtMost(var patience, var waiting) -> timers.start(patience, waiting);
            case JobEffect.StopTimer(var waiting) -> timers.stop(waiting);
            case JobEffect.End(var outcome) -> threads.execute(() -> finish(outcome));
        }
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
            view.trouble(String.valueOf(refused.getMessage()));
            book.remarked(String.valueOf(refused.getMessage()));
            tell(new JobEvent.SessionRefused(open.session(), refused.reason()));
        }
    }

    private boolean waitsForMoney() {
        return owner.state() instanceof JobState.Drained;
    }

    /** Tells the client what is missing; the job's own timer ends the wait. */
    private void awaitFunds() {
        try {
            means.shortageFor(needed()).map(Shortage::sentence).ifPresent(sentence -> {
                view.waiting(sentence);
                view.trouble(sentence);
                book.remarked(sentence);
                LOG.warn("Job {} is {}", order.id(), sentence);
            });
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
        lookAtFundsLater();
    }

    /** Now and then, for what nobody tells: an orchestrator that has redeemed asks for less. */
    private void lookAtFundsLater() {
        tools.host().after(FUNDS_PERIOD, () -> {
            if (waitsForMoney()) {
                lookAtFunds();
                lookAtFundsLater();
            }
        });
    }

    private void lookAtFunds() {
        work(() -> {
            try {
                var shortage = means.shortageFor(needed());
                shortage.map(Shortage::sentence).ifPresent(view::waiting);
                if (shortage.isEmpty() && waitsForMoney()) {
                    tell(new JobEvent.Funded());
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** For what may still come when the job, or the node, has ended. */
    private void work(Runnable late) {
        try {
            threads.execute(late);
        } catch (RejectedExecutionException over) {
            LOG.debug("Job {} is over", order.id());
        }
    }

    private void finish(Outcome outcome) {
        timers.stopAll();
        sessions.closeAll();
        view.ending(outcome);
        intake.close();
        try {
            publication.finish(outcome);
            view.ended(outcome);
        } catch (IOException | ChildException failed) {
            view.problem("What was published cannot be completed: " + failed.getMessage());
            view.ended(
                    outcome instanceof Outcome.Completed
                            ? new Outcome.Failed(publication.next(), Reason.NOT_PUBLISHED, List.of())
                            : outcome);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
    }
}
