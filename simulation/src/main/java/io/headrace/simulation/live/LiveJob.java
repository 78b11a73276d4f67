package io.headrace.simulation.live;

import io.headrace.job.JobEffect;
import io.headrace.job.JobEvent;
import io.headrace.job.JobState;
import io.headrace.job.Wait;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEffect;
import io.headrace.job.unit.UnitEvent;
import io.headrace.journal.JobRecorder;
import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.simulation.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A live job within one life of the gateway: its production owner, and the effects as a simulation performs them. */
final class LiveJob implements Owner.Surroundings<JobState, JobEvent, JobEffect>, LiveFlow.Listener {

    private static final Duration NOMINAL = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration BEAT = Duration.ofMillis(50);
    private static final Duration REFRESH = Duration.ofSeconds(10);
    private static final Duration TAIL = Duration.ofSeconds(2);

    final Publisher stream;
    private final LiveGatewayProcess gateway;
    private final LiveWorld world;
    private final JobRecorder recorder;
    private final Owner<JobState, JobEvent, JobEffect> owner;
    private final LiveSessions sessions;
    private final LiveFlow flow;
    private final LiveUnits units;
    private final Map<Object, Host.Timer> timers = new HashMap<>();
    private final Deque<Unit> waiting = new ArrayDeque<>();
    private long next;
    private long upTo;
    private long inUnit;
    private boolean inputEnded;
    private boolean endTold;
    private boolean stopped;
    private boolean over;

    /** @param first the number of the first unit of this life */
    LiveJob(LiveGatewayProcess gateway, Publisher stream, JobState state, JobRecorder recorder, long first) {
        this.gateway = gateway;
        this.world = gateway.world;
        this.stream = stream;
        this.recorder = recorder;
        this.next = first;
        this.owner = new Owner<>(stream.job.text(), LiveGatewayProcess.MACHINE, state, world.host, 10_000, this);
        this.flow = new LiveFlow(world, stream, this);
        this.sessions = new LiveSessions(gateway, stream, this, flow);
        this.units = new LiveUnits((seq, event) -> tell(new JobEvent.UnitMoved(seq, event)), first, sessions::works);
        every(LOOK, sessions::payWhoIsDue);
        every(REFRESH, sessions::refresh);
        every(BEAT, flow::beat);
    }

    private void every(Duration pause, Runnable look) {
        world.host.after(pause, () -> {
            if (gateway.alive() && !over) {
                look.run();
                every(pause, look);
            }
        });
    }

    void tell(JobEvent event) {
        if (gateway.alive()) {
            owner.tell(event);
        }
    }

    Optional<Seller> current() {
        return sessions.current();
    }

    String describe() {
        return owner.state().toString();
    }

    void input(Picture picture) {
        if (inputEnded || over) {
            return;
        }
        if (picture.key()) {
            endUnit();
            long seq = next++;
            units.began(seq, picture.number());
            sessions.began();
            waiting.addLast(new Unit(seq, NOMINAL.multipliedBy(seq), NOMINAL, stream.perSecond()));
            feed();
        }
        if (inUnit > 0 || picture.key()) {
            inUnit++;
            flow.input(picture);
        }
    }

    private void endUnit() {
        if (inUnit > 0) {
            sessions.ended(inUnit * Picture.PIXELS, stream.length(inUnit));
            units.ended(next - 1);
            inUnit = 0;
        }
    }

    /** The publisher is done: what is still under way gets a moment. */
    void inputEnds() {
        if (!inputEnded) {
            endUnit();
            inputEnded = true;
            feed();
            world.host.after(TAIL, () -> gateway.ifAlive(() -> units.returned(next - 1)));
        }
    }

    private void feed() {
        while (!waiting.isEmpty() && waiting.getFirst().seq() < upTo) {
            tell(new JobEvent.SegmentReady(waiting.removeFirst()));
        }
        if (inputEnded && waiting.isEmpty() && !endTold) {
            endTold = true;
            tell(new JobEvent.SourceEnded());
        }
    }

    /** The job's session of that number is to be left. */
    void leave(int session, Reason reason) {
        if (!units.failed(session, reason)) {
            tell(new JobEvent.SessionEnded(session, reason));
        }
    }

    @Override
    public void failing(Seller seller, Reason reason) {
        sessions.failed(seller, reason);
    }

    @Override
    public void shown(Picture picture) {
        units.shown(picture.number());
    }

    @Override
    public void servedBy(Seller seller) {
        sessions.servedBy(seller);
    }

    @Override
    public void record(String id, Instant at, JobState from, JobEvent event, Step<JobState, JobEffect> step) {
        if (!gateway.alive()) {
            return;
        }
        recorder.record(at, from, event, step);
        stopped |= event instanceof JobEvent.CancelRequested;
        for (var effect : step.effects()) {
            if (effect instanceof JobEffect.Moved(var moved)) {
                var rule = moved.rule();
                world.note(stream.job, moved.unit().orElse(-1), rule.from(), rule.to(), moved.reason());
                if (rule.to().equals("SwapOrchestrator")) {
                    world.promise(!stopped, "%s swaps after its user's stop", id);
                    sessions.swapping();
                }
            }
        }
    }

    @Override
    public void stopped(String id, JobState state, JobEvent event, RuntimeException bug) {
        throw bug instanceof Violation violation
                ? violation
                : new IllegalStateException("%s in %s, told %s".formatted(id, state, event), bug);
    }

    @Override
    public void perform(JobEffect effect, Owner<JobState, JobEvent, JobEffect> same) {
        if (!gateway.alive()) {
            return;
        }
        switch (effect) {
            case JobEffect.Note _ -> {}
            case JobEffect.Demand(long from, long newUpTo) -> {
                upTo = Math.max(upTo, newUpTo);
                feed();
            }
            case JobEffect.Discover(int round) ->
                sessions.candidates(found -> tell(new JobEvent.CandidatesFound(round, found)));
            case JobEffect.OpenSession(int session, var candidate) -> sessions.open(session, candidate);
            case JobEffect.CloseSession(int session) -> sessions.close(session);
            case JobEffect.Dispatch dispatch -> units.dispatch(dispatch);
            case JobEffect.Publish(long seq, int attempt) -> {
                stream.playlist.publish(seq, gateway.life);
                later(seq, new UnitEvent.Published(attempt));
            }
            case JobEffect.Skip(long seq, int attempt) -> {
                stream.playlist.skip(seq, gateway.life);
                stream.lost();
                later(seq, new UnitEvent.Skipped(attempt));
            }
            case JobEffect.ForUnit(long seq, var wanted) -> perform(seq, wanted);
            case JobEffect.AwaitFunds _ -> gateway.topUp(() -> tell(new JobEvent.Funded()));
            case JobEffect.WaitAtMost(var patience, var awaited) ->
                start(kind(awaited), patience, new JobEvent.Overdue(awaited));
            case JobEffect.StopTimer(var awaited) -> stop(kind(awaited));
            case JobEffect.End(var outcome) -> {
                over = true;
                timers.values().forEach(Host.Timer::cancel);
                if (!world.config.has(LiveBug.SWAP_AFTER_STOP) || !stopped) {
                    sessions.closeAll();
                } else {
                    sessions.candidates(_ -> {});
                }
                stream.told(outcome);
                gateway.ended(this, outcome);
            }
        }
    }

    private void perform(long seq, UnitEffect effect) {
        switch (effect) {
            case UnitEffect.Check(var attempt) -> units.check(seq, attempt.number());
            case UnitEffect.Verify(var attempt) -> later(seq, new UnitEvent.Verified(attempt.number()));
            case UnitEffect.Settle(var attempt) ->
                later(
                        seq,
                        new UnitEvent.Settled(
                                attempt.number(),
                                gateway.depleted() ? UnitEvent.Purse.DEPLETED : UnitEvent.Purse.FILLED));
            case UnitEffect.Abandon _, UnitEffect.BookLoss _ -> units.forget(seq);
            case UnitEffect.WaitAtMost(var patience, int attempt, var phase) ->
                start(seq, patience, new JobEvent.UnitMoved(seq, new UnitEvent.Overdue(attempt, phase)));
            case UnitEffect.RetryAfter(var pause, int attempt) ->
                start(seq, pause, new JobEvent.UnitMoved(seq, new UnitEvent.RetryDue(attempt)));
            case UnitEffect.StopTimer _ -> stop(seq);
            case UnitEffect.Dispatch _ -> throw new IllegalStateException("A dispatch without its session");
        }
    }

    private void later(long seq, UnitEvent event) {
        world.later(() -> tell(new JobEvent.UnitMoved(seq, event)));
    }

    private static Object kind(Wait awaited) {
        return awaited instanceof Wait.ForSource ? "source" : "job";
    }

    private void start(Object key, Duration delay, JobEvent event) {
        stop(key);
        timers.put(key, world.host.after(delay, () -> tell(event)));
    }

    private void stop(Object key) {
        Optional.ofNullable(timers.remove(key)).ifPresent(Host.Timer::cancel);
    }
}
