package io.headrace.simulation;

import io.headrace.job.JobEffect;
import io.headrace.job.JobEvent;
import io.headrace.job.JobState;
import io.headrace.job.Wait;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEffect;
import io.headrace.job.unit.UnitEvent;
import io.headrace.journal.JobRecorder;
import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.simulation.Messages.Terms;
import io.headrace.simulation.PayingSession.UnitAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A job within one life of the gateway: its production owner, and the effects as a simulation performs them. */
final class RunningJob implements Owner.Surroundings<JobState, JobEvent, JobEffect> {

    private static final Duration PACE = Duration.ofMillis(120);
    private static final Duration UNIT_DURATION = Duration.ofSeconds(2);

    /** What a unit is estimated to need. */
    private static final long QUANTITY = 100_000;

    final Client client;
    private final GatewayProcess gateway;
    private final World world;
    private final JobRecorder recorder;
    private final Owner<JobState, JobEvent, JobEffect> owner;
    private final Map<Object, Host.Timer> timers = new HashMap<>();
    private final Map<Orchestrator, Terms> terms = new HashMap<>();
    private final Map<Integer, PayingSession> sessions = new HashMap<>();
    private final Map<UnitAttempt, Integer> sessionOf = new HashMap<>();
    private final Set<UnitAttempt> results = new HashSet<>();
    private final Dispatcher dispatcher;
    private long told;
    private long allowed;
    private boolean telling;

    RunningJob(GatewayProcess gateway, Client client, JobState state, JobRecorder recorder) {
        this.gateway = gateway;
        this.client = client;
        this.world = gateway.world;
        this.recorder = recorder;
        this.owner = new Owner<>(client.job.text(), gateway.machine(client.kind), state, world.host, 10_000, this);
        this.dispatcher = new Dispatcher(gateway, this);
    }

    void begin() {
        owner.tell(new JobEvent.IngestStarted());
    }

    void resume() {
        owner.tell(new JobEvent.Resumed());
        if (owner.state() instanceof JobState.Idle) {
            owner.tell(new JobEvent.IngestStarted());
        }
    }

    String describe() {
        return owner.state().toString();
    }

    void tell(JobEvent event) {
        if (gateway.alive()) {
            owner.tell(event);
        }
    }

    void tell(long seq, UnitEvent event) {
        tell(new JobEvent.UnitMoved(seq, event));
    }

    @Override
    public void record(String id, Instant at, JobState from, JobEvent event, Step<JobState, JobEffect> step) {
        if (gateway.alive()) {
            recorder.record(at, from, event, step);
            step.effects().forEach(effect -> log(at, effect));
            step.effects().forEach(effect -> judge(from, effect));
        }
    }

    private void log(Instant at, JobEffect effect) {
        if (effect instanceof JobEffect.Moved(var moved)) {
            var rule = moved.rule();
            world.log.add(
                    at, client.job, moved.unit().orElse(-1), rule.from(), rule.event(), rule.to(), moved.reason());
        }
    }

    /** What the job makes of what was said about an input. */
    private void judge(JobState from, JobEffect effect) {
        if (effect instanceof JobEffect.Moved(var moved)
                && moved.rule().to().equals("Skipping")
                && from instanceof JobState.Working working) {
            var by = moved.orchestrator().orElseThrow();
            client.leftOut(moved.unit().orElseThrow(), working.work().othersWereWilling(by));
        }
    }

    @Override
    public void stopped(String id, JobState state, JobEvent event, RuntimeException bug) {
        throw bug instanceof Violation violation
                ? violation
                : new IllegalStateException("%s in %s, told %s".formatted(id, state, event), bug);
    }

    @Override
    public void perform(JobEffect effect, Owner<JobState, JobEvent, JobEffect> ownerOfThis) {
        if (!gateway.alive()) {
            return;
        }
        switch (effect) {
            case JobEffect.Note _ -> {}
            case JobEffect.Demand(long from, long upTo) -> demand(from, upTo);
            case JobEffect.Discover(int round) -> discover(round);
            case JobEffect.OpenSession(int session, var candidate) -> open(session, candidate);
            case JobEffect.CloseSession(int session) -> close(session);
            case JobEffect.Dispatch dispatch -> {
                var session = World.known(sessions, dispatch.session().number());
                sessionOf.put(UnitAttempt.of(dispatch.unit().seq(), dispatch.attempt()), session.number);
                dispatcher.dispatch(dispatch, session);
            }
            case JobEffect.Publish(long seq, int attempt) -> publish(seq, attempt);
            case JobEffect.Skip(long seq, int attempt) -> skip(seq, attempt);
            case JobEffect.ForUnit(long seq, var wanted) -> perform(seq, wanted);
            case JobEffect.AwaitFunds _ -> gateway.topUp(() -> tell(new JobEvent.Funded()));
            case JobEffect.WaitAtMost(var patience, var waiting) ->
                start(kind(waiting), patience, new JobEvent.Overdue(waiting));
            case JobEffect.StopTimer(var waiting) -> stop(kind(waiting));
            case JobEffect.End(var outcome) -> {
                timers.values().forEach(Host.Timer::cancel);
                client.told(outcome);
                gateway.ended(this);
            }
        }
    }

    private void perform(long seq, UnitEffect effect) {
        switch (effect) {
            case UnitEffect.Check(var attempt) -> later(() -> check(seq, attempt.number()));
            case UnitEffect.Verify(var attempt) ->
                later(() -> tell(
                        seq,
                        world.strikes(Fault.RESULT_FOREIGN, 40)
                                ? new UnitEvent.Mismatched(attempt.number())
                                : new UnitEvent.Verified(attempt.number())));
            case UnitEffect.Settle(var attempt) -> {
                forget(UnitAttempt.of(seq, attempt));
                tell(seq, new UnitEvent.Settled(attempt.number(), gateway.purse()));
            }
            case UnitEffect.Abandon(var attempt) -> abandon(UnitAttempt.of(seq, attempt));
            case UnitEffect.BookLoss(int attempt) -> forget(new UnitAttempt(seq, attempt));
            case UnitEffect.WaitAtMost(var patience, int attempt, var phase) ->
                start(seq, patience, new JobEvent.UnitMoved(seq, new UnitEvent.Overdue(attempt, phase)));
            case UnitEffect.RetryAfter(var pause, int attempt) ->
                start(seq, pause, new JobEvent.UnitMoved(seq, new UnitEvent.RetryDue(attempt)));
            case UnitEffect.StopTimer _ -> stop(seq);
            case UnitEffect.Dispatch _ -> throw new IllegalStateException("A dispatch without its session");
        }
    }

    private void check(long seq, int attempt) {
        if (world.strikes(Fault.RESULT_UNUSABLE, 10)) {
            tell(seq, new UnitEvent.Failed(attempt, Reason.RESULT_UNUSABLE));
        } else {
            var sampling = world.draw(5) == 0 ? UnitEvent.Sampling.SAMPLED : UnitEvent.Sampling.NOT_SAMPLED;
            tell(seq, new UnitEvent.Checked(attempt, sampling));
        }
    }

    private void publish(long seq, int attempt) {
        if (!client.playlist.has(seq) && !results.contains(new UnitAttempt(seq, attempt))) {
            tell(seq, new UnitEvent.Failed(attempt, Reason.RESULT_LOST));
            return;
        }
        client.playlist.publish(seq, gateway.life);
        world.log.add(world.now(), client.job, "published", seq);
        later(() -> tell(seq, new UnitEvent.Published(attempt)));
    }

    private void skip(long seq, int attempt) {
        client.playlist.skip(seq, gateway.life);
        if (world.config.has(PlantedBug.PUBLISH_SKIPPED)) {
            client.playlist.publish(seq, gateway.life);
        }
        world.log.add(world.now(), client.job, "skipped", seq);
        later(() -> tell(seq, new UnitEvent.Skipped(attempt)));
    }

    /** The answer to an attempt is here, in time or late. */
    void returned(UnitAttempt attempt) {
        if (gateway.alive()) {
            if (world.config.has(PlantedBug.PUBLISH_LATE_ANSWER) && !sessionOf.containsKey(attempt)) {
                client.playlist.publish(attempt.seq(), gateway.life);
            }
            results.add(attempt);
            tell(attempt.seq(), new UnitEvent.Returned(attempt.attempt()));
        }
    }

    private void abandon(UnitAttempt attempt) {
        Optional.ofNullable(sessionOf.remove(attempt))
                .flatMap(number -> Optional.ofNullable(sessions.get(number)))
                .ifPresent(session -> session.lost(attempt));
    }

    private void forget(UnitAttempt attempt) {
        results.remove(attempt);
        sessionOf.remove(attempt);
    }

    /** True while somebody waits for this attempt. */
    boolean wants(UnitAttempt attempt) {
        return gateway.alive() && sessionOf.containsKey(attempt);
    }

    private void discover(int round) {
        var found = new ArrayList<Candidate>();
        var asked = gateway.orchestrators();
        var asking = new Round(round, asked.size(), found);
        for (var orchestrator : asked) {
            orchestrator.ask(gateway.payer(), offered -> {
                if (asking.answered(orchestrator.identity, Candidates.of(orchestrator.identity, offered))) {
                    terms.put(orchestrator.identity, offered);
                }
            });
        }
        world.host.after(Duration.ofMillis(500), asking::close);
    }

    /** One round of asking: over when all have answered, or after half a second. */
    private final class Round {
        private final int number;
        private final int asked;
        private final List<Candidate> found;
        private final Set<Orchestrator> heard = new HashSet<>();
        private boolean closed;

        Round(int number, int asked, List<Candidate> found) {
            this.number = number;
            this.asked = asked;
            this.found = found;
        }

        /** False for an answer that comes too late, or again: its offer must not be taken up. */
        boolean answered(Orchestrator who, Candidate candidate) {
            boolean first = !closed && heard.add(who);
            if (first) {
                found.add(candidate);
                if (heard.size() == asked) {
                    close();
                }
            }
            return first;
        }

        void close() {
            if (!closed) {
                closed = true;
                gateway.orchestrators().stream()
                        .filter(orchestrator -> !heard.contains(orchestrator.identity))
                        .forEach(silent -> found.add(Candidates.silent(silent.identity)));
                tell(new JobEvent.CandidatesFound(number, found));
            }
        }
    }

    private void open(int number, Candidate candidate) {
        var peer = gateway.orchestrator(candidate.orchestrator());
        var offered = World.known(terms, candidate.orchestrator());
        var agreed = gateway.remembered(client.job, peer, offered);
        sessions.put(number, new PayingSession(number, peer, agreed, world.watch));
        later(() -> tell(new JobEvent.SessionOpened(number, OptionalInt.of(offered.capacity()))));
    }

    private void close(int number) {
        Optional.ofNullable(sessions.remove(number)).ifPresent(session -> {
            gateway.closed(session);
            session.peer.endSession(gateway.payer(), session.id);
        });
    }

    private void demand(long from, long upTo) {
        told = Math.max(told, from);
        allowed = upTo;
        if (!telling) {
            telling = true;
            world.host.after(PACE, this::tellNext);
        }
    }

    private void tellNext() {
        telling = false;
        if (told >= client.units) {
            tell(new JobEvent.SourceEnded());
        } else if (told < allowed) {
            tell(new JobEvent.SegmentReady(new Unit(told, UNIT_DURATION.multipliedBy(told), UNIT_DURATION, QUANTITY)));
            told++;
            telling = true;
            world.host.after(PACE, this::tellNext);
        }
    }

    private void later(Runnable task) {
        world.host.after(world.between(1, 30), task);
    }

    private static Object kind(Wait waiting) {
        return waiting instanceof Wait.ForSource ? "source" : "job";
    }

    private void start(Object key, Duration delay, JobEvent event) {
        stop(key);
        timers.put(key, world.host.after(delay, () -> tell(event)));
    }

    private void stop(Object key) {
        Optional.ofNullable(timers.remove(key)).ifPresent(Host.Timer::cancel);
    }
}
