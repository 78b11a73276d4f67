package io.headrace.job;

import static io.headrace.job.Candidates.candidate;
import static io.headrace.job.Candidates.orchestrator;
import static io.headrace.job.Candidates.unfunded;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.lifecycle.Rule;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Criteria;
import io.headrace.job.selection.Preferences;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEffect;
import io.headrace.job.unit.UnitEvent;
import io.headrace.job.unit.UnitEvent.Purse;
import io.headrace.job.unit.UnitEvent.Sampling;
import io.headrace.job.unit.UnitLimits;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import io.headrace.payments.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One job in a world that answers late, twice, wrongly, in any order or not at all, and restarts the node. After
 * each step the promises of the job are checked.
 */
final class RandomLife {

    private static final JobLimits FILE = limits(new UnusableInput.FailJob(), UnitLimits.DEFAULT);
    private static final JobLimits LIVE = limits(new UnusableInput.SkipUnit(1), UnitLimits.LIVE);

    private static final List<Reason> FAILURES = List.of(
            Reason.REFUSED,
            Reason.BUSY,
            Reason.WORKER_ERROR,
            Reason.WORKER_LOST,
            Reason.PEER_LOST,
            Reason.TICKET_REFUSED,
            Reason.TICKET_REFUSED,
            Reason.PARAMS_EXPIRED,
            Reason.CAPPED,
            Reason.PRICE_RAISED,
            Reason.STALLED,
            Reason.MISSED,
            Reason.INSUFFICIENT_FUNDS);

    private final SplittableRandom chance;
    private final Promises promises;
    private final int total;

    /** How often things go wrong, in percent: some lives are calm, so that they come far. */
    private final int trouble;

    /** Most of what comes from the source cannot be worked on. */
    private final boolean damaged;

    /** The source never says that it ended. */
    private final boolean silent;

    private final JobMachine machine;
    private final List<JobEvent> letters = new ArrayList<>();
    private final Map<Object, JobEvent> timers = new LinkedHashMap<>();
    private final Set<Long> stored = new HashSet<>();
    private final Set<Rule> visited;
    private Instant now = Instant.EPOCH;
    private JobState state;
    private long told;
    private long demanded;

    private static JobLimits limits(UnusableInput unusable, UnitLimits unit) {
        return new JobLimits(
                5,
                2,
                new SearchLimits(
                        2,
                        Duration.ofSeconds(7),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        SearchLimits.Hopeless.WAIT),
                SwapLimits.of(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                unusable,
                unit);
    }

    RandomLife(long seed, Set<Rule> visited) {
        this.chance = new SplittableRandom(seed);
        this.total = chance.nextInt(12);
        this.trouble = chance.nextInt(4) * 8;
        this.silent = percent(20);
        this.visited = visited;
        var limits = percent(50) ? LIVE : FILE;
        this.damaged = percent(20);
        this.machine = new JobMachine(limits, Criteria.atMost(Price.of(1_000, 1)), Preferences.DEFAULT);
        this.promises = new Promises(limits);
        var created = JobMachine.create();
        this.state = created.state();
        perform(created);
    }

    /** Lives until the job is over. */
    Outcome run() {
        if (chance.nextInt(50) > 0) {
            letters.add(new JobEvent.IngestStarted());
        } else {
            letters.add(pick(List.of(
                    new JobEvent.SourceEnded(),
                    new JobEvent.SourceFailed(Reason.SOURCE_FAILED),
                    new JobEvent.CancelRequested())));
        }
        for (int steps = 0; steps < 3_000; steps++) {
            if (state instanceof JobState.Over over) {
                promises.kept(over.outcome(), total);
                return over.outcome();
            }
            take(next());
        }
        throw new AssertionError("Not over after 3000 steps: " + state);
    }

    private void take(JobEvent event) {
        now = now.plusMillis(chance.nextInt(2_000));
        var step = machine.step(state, event, new Moment(now, chance));
        promises.check(state, event, step);
        state = step.state();
        perform(step);
    }

    private JobEvent next() {
        if (percent(told == total ? trouble / 3 : trouble / 8)) {
            return fromOutside();
        }
        boolean more = state instanceof JobState.Ingesting || state instanceof JobState.Working;
        if (more && told < Math.min(demanded, total) && percent(60)) {
            return new JobEvent.SegmentReady(new Unit(told++, Duration.ZERO, Duration.ofSeconds(2), 100));
        }
        boolean waitsForMoney = state instanceof JobState.Drained;
        if (more && told == total && !silent && percent(waitsForMoney ? 30 : 10)) {
            return percent(5) ? new JobEvent.SourceFailed(Reason.SOURCE_FAILED) : new JobEvent.SourceEnded();
        }
        if (!letters.isEmpty() && !percent(trouble / 4)) {
            var letter = letters.remove(chance.nextInt(letters.size()));
            if (percent(trouble) && fromTheNetwork(letter)) {
                letters.add(letter);
            }
            return letter;
        }
        if (timers.isEmpty()) {
            return fromOutside();
        }
        var due = pick(List.copyOf(timers.entrySet()));
        timers.remove(due.getKey());
        return due.getValue();
    }

    private static boolean fromTheNetwork(JobEvent letter) {
        return letter instanceof JobEvent.UnitMoved(var _, var event)
                && (event instanceof UnitEvent.Uploaded || event instanceof UnitEvent.Returned);
    }

    private JobEvent fromOutside() {
        int session = state instanceof JobState.SessionEstablished established
                ? established.session().number()
                : 1;
        boolean began = !(state instanceof JobState.Idle || state instanceof JobState.Ingesting);
        return switch (chance.nextInt(began ? 9 : 3)) {
            case 0 -> new JobEvent.RewardCalled(orchestrator(1 + chance.nextInt(3)));
            case 1 -> restart();
            case 2 -> percent(20) ? new JobEvent.CancelRequested() : new JobEvent.Funded();
            case 3 -> new JobEvent.SessionEnded(session, Reason.SESSION_ENDED);
            case 4 -> new JobEvent.PriceChanged(session, Price.of(900 + chance.nextInt(400), 1));
            case 5 -> percent(90) ? new JobEvent.Funded() : new JobEvent.SourceFailed(Reason.SOURCE_FAILED);
            case 6, 7 -> restart();
            default -> new JobEvent.RewardCalled(orchestrator(1 + chance.nextInt(3)));
        };
    }

    private JobEvent restart() {
        letters.clear();
        timers.clear();
        promises.restarted();
        if (state instanceof JobState.Idle) {
            letters.add(new JobEvent.IngestStarted());
        }
        told = state instanceof JobState.Working working
                ? working.work().units().next()
                : 0;
        return new JobEvent.Resumed();
    }

    private void perform(Step<JobState, JobEffect> step) {
        for (var effect : step.effects()) {
            switch (effect) {
                case JobEffect.Moved(var transition) -> visited.add(transition.rule());
                case JobEffect.Demand(long from, long upTo) -> demanded = upTo;
                case JobEffect.Discover(int round) -> letters.add(new JobEvent.CandidatesFound(round, candidates()));
                case JobEffect.OpenSession(int session, var _) -> answerSession(session);
                case JobEffect.Dispatch dispatch -> answer(dispatch);
                case JobEffect.Publish(long seq, int attempt) -> publish(seq, attempt);
                case JobEffect.Skip(long seq, int attempt) -> skip(seq, attempt);
                case JobEffect.ForUnit(long seq, var wanted) -> perform(seq, wanted);
                case JobEffect.AwaitFunds _ -> {
                    if (percent(50)) {
                        letters.add(new JobEvent.Funded());
                    }
                }
                case JobEffect.WaitAtMost(var _, var waiting) ->
                    timers.put(timer(waiting), new JobEvent.Overdue(waiting));
                case JobEffect.StopTimer(var waiting) -> timers.remove(timer(waiting));
                case JobEffect.Judged _, JobEffect.CloseSession _, JobEffect.End _ -> {}
            }
        }
    }

    private static Object timer(Wait waiting) {
        return waiting instanceof Wait.ForSource ? "source" : "job";
    }

    private List<Candidate> candidates() {
        if (percent(trouble)) {
            return List.of();
        }
        if (percent(trouble / 4)) {
            return percent(50) ? List.of(unfunded(1)) : List.of(candidate(1, 500), unfunded(2));
        }
        return percent(20)
                ? List.of(candidate(1, 500))
                : List.of(candidate(1, 500), candidate(2, 700), candidate(3, 2_000));
    }

    private void answerSession(int session) {
        letters.add(
                percent(trouble)
                        ? new JobEvent.SessionRefused(
                                session, percent(70) ? Reason.SESSION_REFUSED : Reason.INSUFFICIENT_FUNDS)
                        : new JobEvent.SessionOpened(session, OptionalInt.of(chance.nextInt(4))));
    }

    private void answer(JobEffect.Dispatch dispatch) {
        long seq = dispatch.unit().seq();
        int attempt = dispatch.attempt().number();
        if (damaged && percent(70)) {
            tell(seq, new UnitEvent.Failed(attempt, Reason.INPUT_UNUSABLE));
        } else if (percent(trouble)) {
            if (percent(50)) {
                tell(seq, new UnitEvent.Uploaded(attempt));
            }
            var reason = percent(3) ? Reason.INPUT_UNUSABLE : pick(FAILURES);
            tell(seq, new UnitEvent.Failed(attempt, reason));
        } else if (!percent(trouble)) {
            tell(seq, new UnitEvent.Uploaded(attempt));
            tell(seq, new UnitEvent.Returned(attempt));
        }
    }

    private void publish(long seq, int attempt) {
        boolean again = stored.contains(seq);
        if (!again && percent(trouble / 2)) {
            tell(seq, new UnitEvent.Failed(attempt, percent(80) ? Reason.RESULT_LOST : Reason.NOT_PUBLISHED));
        } else if (!percent(trouble / 4)) {
            promises.published(seq, again);
            stored.add(seq);
            tell(seq, new UnitEvent.Published(attempt));
        }
    }

    private void skip(long seq, int attempt) {
        boolean again = stored.contains(seq);
        if (!again && percent(trouble / 4)) {
            tell(seq, new UnitEvent.Failed(attempt, Reason.NOT_PUBLISHED));
        } else if (!percent(trouble / 4)) {
            promises.skipped(seq, again);
            stored.add(seq);
            tell(seq, new UnitEvent.Skipped(attempt));
        }
    }

    private void perform(long seq, UnitEffect effect) {
        switch (effect) {
            case UnitEffect.Check(var attempt) -> {
                if (percent(trouble)) {
                    var reason = percent(5) ? Reason.INPUT_UNUSABLE : Reason.RESULT_UNUSABLE;
                    tell(seq, new UnitEvent.Failed(attempt.number(), reason));
                } else {
                    var sampling = percent(50) ? Sampling.SAMPLED : Sampling.NOT_SAMPLED;
                    tell(seq, new UnitEvent.Checked(attempt.number(), sampling));
                }
            }
            case UnitEffect.Verify(var attempt) -> {
                if (percent(trouble)) {
                    tell(seq, new UnitEvent.Mismatched(attempt.number()));
                } else if (percent(trouble)) {
                    tell(seq, new UnitEvent.Failed(attempt.number(), Reason.WORKER_LOST));
                } else {
                    tell(seq, new UnitEvent.Verified(attempt.number()));
                }
            }
            case UnitEffect.Settle(var attempt) ->
                tell(seq, new UnitEvent.Settled(attempt.number(), percent(trouble) ? Purse.DEPLETED : Purse.FILLED));
            case UnitEffect.WaitAtMost(var _, int attempt, var phase) ->
                timers.put(seq, new JobEvent.UnitMoved(seq, new UnitEvent.Overdue(attempt, phase)));
            case UnitEffect.RetryAfter(var _, int attempt) ->
                timers.put(seq, new JobEvent.UnitMoved(seq, new UnitEvent.RetryDue(attempt)));
            case UnitEffect.StopTimer _ -> timers.remove(seq);
            case UnitEffect.Abandon _, UnitEffect.BookLoss _ -> {}
            case UnitEffect.Dispatch _ -> throw new AssertionError("Dispatched without a session");
        }
    }

    private void tell(long seq, UnitEvent event) {
        letters.add(new JobEvent.UnitMoved(seq, event));
    }

    private <T> T pick(List<T> from) {
        return from.get(chance.nextInt(from.size()));
    }

    private boolean percent(int likely) {
        return chance.nextInt(100) < likely;
    }
}
