package io.headrace.gateway.run;

import io.headrace.gateway.order.JobOrder;
import io.headrace.gateway.publication.PublishedUnit;
import io.headrace.job.JobState;
import io.headrace.job.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What can be seen of a job from outside while it lives, and after. Any thread. */
public final class RunView {

    private final JobOrder order;
    private final AtomicReference<String> state = new AtomicReference<>("Idle");
    private final AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Outcome>> outcome = new AtomicReference<>(Optional.empty());
    private volatile double sourceSeconds;
    private final CountDownLatch over = new CountDownLatch(1);

    /** Guarded by this. */
    private final List<PublishedUnit> units = new ArrayList<>();

    RunView(JobOrder order) {
        this.order = order;
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

    public synchronized List<PublishedUnit> units() {
        return List.copyOf(units);
    }

    /** How much of the source is known to be there, in seconds; grows while it is cut. */
    public double sourceSeconds() {
        return sourceSeconds;
    }

    void source(double seconds) {
        sourceSeconds = seconds;
    }

    /** Waits for the end; false when it does not come in time. */
    public boolean awaitEnd(long patience, TimeUnit unit) throws InterruptedException {
        return over.await(patience, unit);
    }

    void state(JobState newer) {
        if (!(newer instanceof JobState.Over)) {
            state.set(newer.getClass().getSimpleName());
        }
    }

    synchronized void published(PublishedUnit unit) {
        units.add(unit);
    }

    void problem(String sentence) {
        problem.compareAndSet(Optional.empty(), Optional.of(sentence));
    }

    void ended(Outcome how) {
        outcome.set(Optional.of(how));
        over.countDown();
    }

    private static String nameOf(Outcome outcome) {
        return outcome.getClass().getSimpleName();
    }
}
