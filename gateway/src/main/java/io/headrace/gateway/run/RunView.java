package io.headrace.gateway.run;

import io.headrace.gateway.order.JobOrder;
import io.headrace.gateway.publication.PublishedUnit;
import io.headrace.job.JobState;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.pipeline.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What can be seen of a job from outside while it lives, and after. Of bounded size however long it lasts. Any thread. */
public final class RunView {

    private static final String WAITING = JobState.Drained.class.getSimpleName();
    private static final String SEARCHING = JobState.Discovering.class.getSimpleName();

    private final JobOrder order;
    private final AtomicReference<String> state = new AtomicReference<>("Idle");
    private final AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Outcome>> outcome = new AtomicReference<>(Optional.empty());
    private final AtomicReference<PublishedTotals> published;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Duration source = Duration.ZERO;

    /** The latest thing that went wrong since somebody took the job, in one sentence: the job may end of it. */
    private volatile Optional<String> trouble = Optional.empty();

    /** What went wrong with whoever worked for it last. */
    private volatile Optional<String> cause = Optional.empty();

    private volatile Optional<Progress> progress = Optional.empty();
    private volatile Optional<String> waiting = Optional.empty();
    private volatile Optional<Reason> failure = Optional.empty();

    /** Of a job that was not seen before. */
    public RunView(JobOrder order) {
        this(order, List.of());
    }

    /** @param units what an earlier life of the job published */
    public RunView(JobOrder order, List<PublishedUnit> units) {
        this.order = order;
        this.published = new AtomicReference<>(
                units.stream().reduce(PublishedTotals.of(order), PublishedTotals::plus, (_, later) -> later));
    }

    public JobOrder order() {
        return order;
    }

    /** As the lifecycle names it; a job is over only when its results are complete on disk too. */
    public String state() {
        return outcome().map(RunView::nameOf).orElseGet(state::get);
    }

    public Optional<Outcome> outcome() {
        return outcome.get();
    }

    /** What went wrong, in one sentence. */
    public Optional<String> problem() {
        return problem.get();
    }

    /** What a job without money waits for, in one sentence with numbers; empty for every other. */
    public Optional<String> waiting() {
        return state.get().equals(WAITING) ? waiting : Optional.empty();
    }

    /** Why nobody works for it now: what it waits for, or what went wrong last. Empty while somebody does. */
    public Optional<String> obstacle() {
        return waiting().or(() -> state.get().equals(SEARCHING) ? trouble : Optional.empty());
    }

    /** Why a job fails, from before its last results are put in order; empty for one that does not. */
    public Optional<Reason> failure() {
        return failure;
    }

    public PublishedTotals published() {
        return published.get();
    }

    /** How much of the source is known to be there; grows while it comes. */
    public Duration source() {
        return source;
    }

    /** How far whoever works for it says to be; empty when nobody says. */
    public Optional<Progress> progress() {
        return progress;
    }

    /** Said anew, or nobody says it any more. */
    public void progress(Optional<Progress> said) {
        progress = said;
    }

    void source(Duration known) {
        source = known;
    }

    /** Waits for the end; false when it does not come in time. */
    public boolean awaitEnd(long patience, TimeUnit unit) throws InterruptedException {
        return over.await(patience, unit);
    }

    void state(JobState newer) {
        if (newer instanceof JobState.SessionEstablished && state.get().equals(SEARCHING)) {
            cause = Optional.empty();
            trouble = Optional.empty();
        }
        if (!(newer instanceof JobState.Over)) {
            state.set(newer.getClass().getSimpleName());
        }
    }

    /** Counts as long as the job is Drained. */
    void waiting(String sentence) {
        waiting = Optional.of(sentence);
    }

    public void published(PublishedUnit unit) {
        published.updateAndGet(totals -> totals.plus(unit));
    }

    void problem(String sentence) {
        problem.compareAndSet(Optional.empty(), Optional.of(sentence));
    }

    /** Something went wrong that the job survives, or ends of. */
    public void trouble(String sentence) {
        trouble = Optional.of(sentence);
        if (!state.get().equals(SEARCHING)) {
            cause = trouble;
        }
    }

    /** A search that finds nobody does not hide why there was one. */
    private Optional<String> wrong() {
        return cause.flatMap(
                        first -> trouble.filter(last -> !last.equals(first)).map(last -> first + "; and then: " + last))
                .or(() -> trouble);
    }

    /** What went wrong is known before anybody is told that it did. */
    void ending(Outcome how) {
        if (how instanceof Outcome.Failed failed) {
            failure = Optional.of(failed.reason());
            wrong().ifPresent(this::problem);
        }
    }

    void ended(Outcome how) {
        ending(how);
        outcome.set(Optional.of(how));
        over.countDown();
    }

    private static String nameOf(Outcome outcome) {
        return outcome.getClass().getSimpleName();
    }
}
