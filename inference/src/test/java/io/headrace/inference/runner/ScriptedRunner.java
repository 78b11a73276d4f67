package io.headrace.inference.runner;

import io.headrace.inference.RunnerHealth;
import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.machine.SimulatedHost;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A runner in virtual time that does what the test says, and remembers what its supervision wanted of it. */
final class ScriptedRunner implements Owner.Surroundings<RunnerState, RunnerEvent, RunnerEffect> {

    final SimulatedHost host;
    final Owner<RunnerState, RunnerEvent, RunnerEffect> owner;
    final List<Instant> starts = new ArrayList<>();
    final List<Instant> questions = new ArrayList<>();
    final List<Instant> ends = new ArrayList<>();
    final Map<Long, List<SessionEnd>> told = new LinkedHashMap<>();
    Supplier<RunnerHealth> health = RunnerHealth.Idle::new;
    boolean accepts = true;
    private Host.Timer question = () -> {};

    ScriptedRunner(long seed) {
        host = new SimulatedHost(seed);
        owner = new Owner<>(
                "runner",
                new RunnerMachine(Supervision.DEFAULT, new Duty.Sessions()),
                new RunnerState.Planned(),
                host,
                Integer.MAX_VALUE,
                this);
        owner.tell(new RunnerEvent.StartRequested());
    }

    void runFor(Duration time) {
        var end = host.moment().now().plus(time);
        host.after(time, () -> {});
        while (host.moment().now().isBefore(end) && host.step()) {
            // The next thing happens.
        }
    }

    void assign(long session) {
        owner.tell(new RunnerEvent.Assigned(new Assignment(session, "{}")));
    }

    /** Its process ends. */
    void crash() {
        if (owner.state() instanceof RunnerState.Begun begun) {
            owner.tell(new RunnerEvent.Died(begun.run().number(), "crashed"));
        }
    }

    @Override
    public void record(
            String id, Instant at, RunnerState from, RunnerEvent event, Step<RunnerState, RunnerEffect> step) {}

    @Override
    public void perform(RunnerEffect effect, Owner<RunnerState, RunnerEvent, RunnerEffect> itself) {
        switch (effect) {
            case RunnerEffect.Open(int run) -> {
                starts.add(host.moment().now());
                tell(Duration.ofMillis(20), new RunnerEvent.Opened(run));
            }
            case RunnerEffect.AskHealth(int run, int probe, var after) -> {
                question.cancel();
                question = host.after(after, () -> {
                    questions.add(host.moment().now());
                    itself.tell(new RunnerEvent.HealthKnown(run, probe, health.get()));
                });
            }
            case RunnerEffect.OpenSession(var assignment) ->
                tell(
                        Duration.ofMillis(20),
                        accepts
                                ? new RunnerEvent.SessionAccepted(assignment.session())
                                : new RunnerEvent.SessionRefused(assignment.session(), "400"));
            case RunnerEffect.HaltSession(long session) ->
                tell(Duration.ofMillis(20), new RunnerEvent.SessionHalted(session));
            case RunnerEffect.Close(int run) -> {
                ends.add(host.moment().now());
                tell(Duration.ofMillis(20), new RunnerEvent.Closed(run));
            }
            case RunnerEffect.WatchStart(int run, var patience) -> tell(patience, new RunnerEvent.StartTimePassed(run));
            case RunnerEffect.WatchClearing(long session, var patience) ->
                tell(patience, new RunnerEvent.ClearingTimePassed(session));
            case RunnerEffect.Pause(int run, var time) -> tell(time, new RunnerEvent.PauseEnded(run));
            case RunnerEffect.TellRunning _, RunnerEffect.GrantCall _, RunnerEffect.LoseCall _ -> {}
            case RunnerEffect.TellEnded(long session, var end) ->
                told.computeIfAbsent(session, _ -> new ArrayList<>()).add(end);
        }
    }

    private void tell(Duration after, RunnerEvent event) {
        host.after(after, () -> owner.tell(event));
    }

    @Override
    public void stopped(String id, RunnerState state, RunnerEvent event, RuntimeException bug) {
        throw bug;
    }
}
