package io.headrace.orchestrator.runner.registration;

import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.registry.RunnerEffect;
import io.headrace.orchestrator.runner.registry.RunnerEffect.Outcome;
import io.headrace.orchestrator.runner.registry.RunnerEvent;
import io.headrace.orchestrator.runner.registry.RunnerMachine;
import io.headrace.orchestrator.runner.registry.RunnerPace;
import io.headrace.orchestrator.runner.registry.Runners;
import io.headrace.orchestrator.runner.registry.SessionEnd;
import io.headrace.pipeline.Offering;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** What is known of all runners, and who gives their places. Any thread; questions wait for the machine's answer. */
public final class RunnerDesk implements AutoCloseable {

    /** Questions that may wait; more are refused. */
    private static final int PATIENCE = 10_000;

    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final Host host;
    private final RunnerSurroundings surroundings;
    private final Owner<Runners, RunnerEvent, RunnerEffect> owner;
    private volatile boolean closed;

    /** @param effects what runners have outside the machine */
    RunnerDesk(RunnerPace pace, Host host, RunnerSurroundings effects) {
        this.host = host;
        surroundings = effects;
        owner = new Owner<>("live runners", new RunnerMachine(pace), Runners.NONE, host, PATIENCE, effects);
    }

    /** Forgets silent runners from now on. */
    void sweepLater() {
        host.after(SWEEP, () -> {
            if (!closed) {
                owner.tell(new RunnerEvent.TimePassed());
                sweepLater();
            }
        });
    }

    public Optional<Runner> find(String id) {
        return owner.state().find(id);
    }

    /** The one that the operator named so. */
    Optional<Runner> labelled(String label) {
        return owner.state().labelled(label);
    }

    /** Those that may be asked for work, in the order in which they came. */
    List<Runner> offered() {
        return owner.state().offered();
    }

    List<Runner> all() {
        return List.copyOf(owner.state().byId().values());
    }

    List<Offering> offerings() {
        return owner.state().offerings();
    }

    /** Whether it may be asked for work. */
    public boolean isOffered(Runner runner) {
        return owner.state().isOffered(runner);
    }

    /** Whether the session still has its place. */
    public boolean holds(String runner, String session) {
        return find(runner).filter(found -> found.sessions().contains(session)).isPresent();
    }

    /** A place that is given must be given back by {@link #end}. */
    public Outcome reserve(Runner runner, String session) throws InterruptedException {
        return ask(number -> new RunnerEvent.SessionAsked(number, runner.id(), session))
                .orElseGet(Outcome.Unknown::new);
    }

    /** Without effect when it has ended already. */
    public void end(String runner, String session, SessionEnd end) {
        owner.tell(new RunnerEvent.SessionEnded(runner, session, end));
    }

    /**
     * Empty when nothing came in time.
     *
     * @param asking by the number of the question
     */
    Optional<Outcome> ask(LongFunction<RunnerEvent> asking) throws InterruptedException {
        return surroundings.questions().ask(owner, asking);
    }

    @Override
    public void close() {
        closed = true;
        surroundings.close();
    }
}
