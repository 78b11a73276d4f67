package io.headrace.inference.pool;

import io.headrace.inference.runner.Assignment;
import io.headrace.inference.runner.CallEnd;
import io.headrace.inference.runner.RunnerEffect;
import io.headrace.inference.runner.RunnerEvent;
import io.headrace.inference.runner.RunnerMachine;
import io.headrace.inference.runner.RunnerState;
import io.headrace.inference.runner.SessionEnd;
import io.headrace.inference.source.RunnerSource;
import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns one runner's machine and does what it wants done. Effects are begun on the owner's thread; the rest is any thread's. */
final class RunnerKeeper implements Owner.Surroundings<RunnerState, RunnerEvent, RunnerEffect> {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerKeeper.class);
    private static final Host.Timer NOTHING = () -> {};
    private static final SessionEnd.Failed GIVEN_UP =
            new SessionEnd.Failed("The runner was stopped before it was asked");

    private final String name;
    private final ModelRunners kind;
    private final RunnerSource source;
    private final RunnerAccess access;
    private final Host host;
    private final Changes changes;
    private final Map<Long, SessionReports> reports = new ConcurrentHashMap<>();
    private final Map<Long, RunnerCall> calls = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Owner<RunnerState, RunnerEvent, RunnerEffect> owner;
    private volatile String version = "";
    private Optional<RunnerLife> life = Optional.empty();
    private Host.Timer question = NOTHING;

    RunnerKeeper(String name, ModelRunners kind, RunnerSource source, RunnerAccess access, Host host, Changes changes) {
        this.name = name;
        this.kind = kind;
        this.source = source;
        this.access = access;
        this.host = host;
        this.changes = changes;
        this.owner = new Owner<>(
                "runner " + name,
                new RunnerMachine(kind.supervision(), kind.duty()),
                new RunnerState.Planned(),
                host,
                Integer.MAX_VALUE,
                this);
    }

    /** Hears of each event and what came of it, on the owner's thread, before anything is done about it. */
    interface Changes {
        void moved(RunnerKeeper keeper, RunnerEvent event, RunnerState to);
    }

    String model() {
        return kind.model();
    }

    int atOnce() {
        return kind.duty().atOnce();
    }

    RunnerStanding standing() {
        var state = owner.state();
        boolean unhealthy =
                state instanceof RunnerState.Begun begun && kind.supervision().isUnhealthy(begun.run());
        return new RunnerStanding(name, model(), state, unhealthy, version);
    }

    void start() {
        owner.tell(
                kind.supervision().rest().isPresent()
                        ? new RunnerEvent.RestRequested()
                        : new RunnerEvent.StartRequested());
    }

    void assign(Assignment assignment, SessionReports told) {
        reports.put(assignment.session(), told);
        owner.tell(new RunnerEvent.Assigned(assignment));
        if (stopped.getCount() == 0) {
            tellEnded(assignment.session(), GIVEN_UP);
        }
    }

    void release(long session) {
        owner.tell(new RunnerEvent.SessionReleased(session));
    }

    /** The call is granted or lost, once it has come to its turn. */
    void assign(long number, RunnerCall call) {
        calls.put(number, call);
        owner.tell(new RunnerEvent.CallAssigned(number));
        if (stopped.getCount() == 0) {
            lose(number, GIVEN_UP.sentence());
        }
    }

    /** Its place is free again, as far as that can be known. */
    void over(long number, CallEnd end) {
        calls.remove(number);
        owner.tell(new RunnerEvent.CallOver(number, end));
    }

    void stop() {
        owner.tell(new RunnerEvent.StopRequested());
    }

    boolean awaitStop(Duration patience) throws InterruptedException {
        return stopped.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void record(
            String id, Instant at, RunnerState from, RunnerEvent event, Step<RunnerState, RunnerEffect> step) {
        var to = step.state();
        changes.moved(this, event, to);
        switch (to) {
            case RunnerState.Failing(var run, var reason)
            when !(from instanceof RunnerState.Failing) ->
                LOG.warn("Runner {} failed, {} in a row: {}", name, run.crashes(), reason);
            case RunnerState.Idle _ when !(from instanceof RunnerState.Idle) -> LOG.info("Runner {} is ready", name);
            case RunnerState.Stopped _ -> {
                stopped.countDown();
                tellAllEnded(GIVEN_UP);
            }
            default -> LOG.trace("Runner {}: {} after {}", name, to, event);
        }
    }

    @Override
    public void perform(RunnerEffect effect, Owner<RunnerState, RunnerEvent, RunnerEffect> itself) {
        switch (effect) {
            case RunnerEffect.Open(int run) ->
                open(new RunnerLife(run, access, source, itself::tell, said -> version = said));
            case RunnerEffect.WatchStart(int run, var patience) ->
                tellAfter(patience, new RunnerEvent.StartTimePassed(run));
            case RunnerEffect.AskHealth(int _, int probe, var after) -> ask(probe, after);
            case RunnerEffect.OpenSession(var assignment) -> life().openSession(assignment);
            case RunnerEffect.HaltSession(long session) -> life().haltSession(session);
            case RunnerEffect.WatchClearing(long session, var patience) ->
                tellAfter(patience, new RunnerEvent.ClearingTimePassed(session));
            case RunnerEffect.Close(int _) -> {
                question.cancel();
                life().close();
            }
            case RunnerEffect.Pause(int run, var time) -> tellAfter(time, new RunnerEvent.PauseEnded(run));
            case RunnerEffect.TellRunning(long session) ->
                Optional.ofNullable(reports.get(session)).ifPresent(SessionReports::running);
            case RunnerEffect.TellEnded(long session, var end) -> tellEnded(session, end);
            case RunnerEffect.GrantCall(long number) ->
                Optional.ofNullable(calls.get(number)).ifPresent(call -> call.granted(life().address()));
            case RunnerEffect.LoseCall(long number, var sentence) -> lose(number, sentence);
        }
    }

    private void open(RunnerLife next) {
        life = Optional.of(next);
        next.begin();
    }

    private RunnerLife life() {
        return life.orElseThrow();
    }

    private void ask(int probe, Duration after) {
        question.cancel();
        var asked = life();
        question = host.after(after, () -> asked.askHealth(probe));
    }

    private void tellAfter(Duration time, RunnerEvent event) {
        host.after(time, () -> owner.tell(event));
    }

    /** Nobody decides any more, so nothing may be left running and nobody may wait. */
    @Override
    public void stopped(String id, RunnerState state, RunnerEvent event, RuntimeException bug) {
        LOG.error("Runner {} is given up, a defect: in {} came {}", name, state, event, bug);
        changes.moved(this, event, new RunnerState.Stopped());
        life.ifPresent(RunnerLife::close);
        stopped.countDown();
        tellAllEnded(new SessionEnd.Failed("The supervision of the runner failed, a defect: " + bug.getMessage()));
    }

    private void tellEnded(long session, SessionEnd end) {
        Optional.ofNullable(reports.remove(session)).ifPresent(told -> told.ended(end));
    }

    /** Those, too, whose assignment was still on its way to a machine that has ended. */
    private void tellAllEnded(SessionEnd.Failed end) {
        reports.keySet().forEach(session -> tellEnded(session, end));
        calls.keySet().forEach(number -> lose(number, end.sentence()));
    }

    private void lose(long number, String sentence) {
        Optional.ofNullable(calls.remove(number)).ifPresent(call -> call.lost(sentence));
    }
}
