package io.headrace.journal;

import io.headrace.job.Counters;
import io.headrace.job.JobState;
import io.headrace.job.Session;
import io.headrace.job.Skips;
import io.headrace.job.Units;
import io.headrace.job.Units.Walk;
import io.headrace.job.Work;
import io.headrace.job.lifecycle.Reason.Remedy;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Suspensions;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitState;
import io.headrace.journal.Fact.Moved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The state in which a restarted node finds a job, read from what survived of its journal. The job must be told
 * {@code Resumed} in it before anything else. The end of the journal may be missing: what the state does not know is
 * asked of the intake again, and no number of the lost part is used twice.
 */
public final class JobRecovery {

    /** A job is over when its end is safe; until then it goes on where it was. */
    private static final Set<String> ENDS = Set.of("Completed", "Cancelled", "Failed", "end");

    private final TreeMap<Long, Unit> accepted = new TreeMap<>();
    private final Map<Long, Attempt> attempts = new HashMap<>();
    private final Map<Long, Moved> lastMoves = new HashMap<>();
    private final Map<Integer, Session> sessions = new HashMap<>();
    private Optional<String> job = Optional.empty();
    private boolean over;
    private final Map<Long, Set<Orchestrator>> unusableTo = new HashMap<>();
    private long nextToPublish;
    private Skips skips = Skips.NONE;
    private int life = 1;
    private int lastSession;
    private int lastRound;

    private JobRecovery() {}

    /** Empty for a job that is over, or that nobody heard of. */
    public static Optional<JobState> restore(List<JournalEntry> entries) {
        var recovery = new JobRecovery();
        entries.forEach(entry -> recovery.take(entry.fact()));
        return recovery.state();
    }

    /** How a job began; empty when the journal does not say. */
    public static Optional<Fact.JobCreated> created(List<JournalEntry> entries) {
        return entries.stream()
                .map(JournalEntry::fact)
                .flatMap(fact -> fact instanceof Fact.JobCreated created ? Stream.of(created) : Stream.empty())
                .findFirst();
    }

    private void take(Fact fact) {
        switch (fact) {
            case Fact.JobResumed resumed -> life = resumed.life();
            case Fact.JobEnded _ -> over = true;
            case Moved moved -> moved(moved);
            case Fact.CandidateJudged judged -> lastRound = Math.max(lastRound, judged.round());
            case Fact.SessionAgreed(int number, var orchestrator, var price, int capacity) -> {
                sessions.put(number, new Session(number, orchestrator, price, capacity));
                lastSession = Math.max(lastSession, number);
            }
            case Fact.UnitAccepted(long seq, var start, var duration, long quantity) ->
                accepted.put(seq, new Unit(seq, start, duration, quantity));
            case Fact.UnitDispatched(long seq, var attempt, var _, var _) -> {
                attempts.put(seq, attempt);
                lastSession = Math.max(lastSession, attempt.session());
            }
            case Fact.JobCreated _ -> job = Optional.of("Idle");
            case Fact.ModelNamed _,
                    Fact.TicketsSent _,
                    Fact.FeeSettled _,
                    Fact.CreditLost _,
                    Fact.IntervalPaid _,
                    Fact.IntervalLost _,
                    Fact.StandbyCharged _,
                    Fact.SessionClosed _,
                    Fact.Remarked _,
                    Fact.AccountCredited _,
                    Fact.AccountCharged _,
                    Fact.UnitAdmitted _,
                    Fact.UnitRefused _,
                    Fact.WorkerNamed _,
                    Fact.Heard _,
                    Fact.TicketsAccepted _,
                    Fact.FeeDebited _,
                    Fact.WinnerFound _,
                    Fact.Redeemed _,
                    Fact.Unknown _ -> {}
        }
    }

    private void moved(Moved moved) {
        if (moved.unit().isEmpty()) {
            if (!ENDS.contains(moved.to())) {
                job = Optional.of(moved.to());
            }
            return;
        }
        long seq = moved.unit().getAsLong();
        lastMoves.put(seq, moved);
        if (moved.to().equals("Settling")) {
            nextToPublish = Math.max(nextToPublish, seq + 1);
            skips = skips.interrupted();
        } else if (moved.from().equals("Skipping") && moved.to().equals("Done")) {
            nextToPublish = Math.max(nextToPublish, seq + 1);
            skips = skips.more();
        } else if (moved.to().equals("Left") && moved.reason().remedy() == Remedy.SECOND_OPINION) {
            moved.orchestrator()
                    .ifPresent(by -> unusableTo
                            .computeIfAbsent(seq, _ -> new HashSet<>())
                            .add(by));
        }
    }

    private Optional<JobState> state() {
        return over ? Optional.empty() : job.flatMap(this::state);
    }

    private Optional<JobState> state(String name) {
        var work = work();
        return switch (name) {
            case "Idle" -> Optional.of(new JobState.Idle());
            case "Ingesting" -> Optional.of(new JobState.Ingesting());
            case "Drained" -> Optional.of(new JobState.Drained(work));
            case "Discovering", "SwapOrchestrator" ->
                Optional.of(new JobState.Discovering(work, new JobState.Asking(lastRound, 0)));
            case "SessionEstablished" ->
                Optional.of(work.session(lastSession)
                        .<JobState>map(session -> new JobState.SessionEstablished(work, session))
                        .orElse(new JobState.Discovering(work, new JobState.Asking(lastRound, 0))));
            default -> Optional.empty();
        };
    }

    private Work work() {
        return new Work(
                Work.Source.FLOWING,
                units(),
                nextToPublish,
                skips,
                List.copyOf(sessions.values()),
                Suspensions.NONE,
                List.of(),
                new Counters(life, lastSession, lastRound, 0));
    }

    private Units units() {
        long first = 0;
        while (accepted.containsKey(first) && done(first)) {
            first++;
        }
        var walks = new ArrayList<Walk>();
        for (var unit : accepted.tailMap(first).values()) {
            walks.add(new Walk(unit, state(unit.seq()), unusableTo.getOrDefault(unit.seq(), Set.of())));
        }
        return new Units(first, walks);
    }

    private boolean done(long seq) {
        return Optional.ofNullable(lastMoves.get(seq))
                .filter(moved -> moved.to().equals("Done"))
                .isPresent();
    }

    private UnitState state(long seq) {
        return Optional.ofNullable(lastMoves.get(seq))
                .map(moved -> state(moved, attempt(moved)))
                .orElse(new UnitState.Ready(0));
    }

    /** The dispatch of the last attempt may be missing when its transition is the last entry there is. */
    private Attempt attempt(Moved moved) {
        int number = Math.max(1, moved.attempt().orElse(1));
        return Optional.ofNullable(attempts.get(moved.unit().orElseThrow()))
                .filter(attempt -> attempt.number() == number)
                .orElse(new Attempt(number, Math.max(1, lastSession), 1, Attempt.Params.AT_HAND));
    }

    private static UnitState state(Moved moved, Attempt attempt) {
        return switch (moved.to()) {
            case "SegmentDispatch" -> new UnitState.SegmentDispatch(attempt);
            case "Executing" -> new UnitState.Executing(attempt);
            case "Retry" -> new UnitState.Retry(attempt, moved.reason());
            case "Returning" -> new UnitState.Returning(attempt);
            case "Verifying" -> new UnitState.Verifying(attempt);
            case "Publishing", "RoundReward" -> new UnitState.Publishing(attempt);
            case "Skipping" -> new UnitState.Skipping(attempt, moved.reason());
            case "Settling" -> new UnitState.Settling(attempt);
            case "Done" -> new UnitState.Done(attempt.number());
            default -> new UnitState.Ready(attempt.number());
        };
    }
}
