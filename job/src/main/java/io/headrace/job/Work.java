package io.headrace.job;

import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Suspensions;
import io.headrace.job.selection.Verdict;
import io.headrace.job.unit.UnitState;
import io.headrace.job.unit.UnitState.Attempted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a job carries from state to state. Small, whatever the length of the job: units that are done leave nothing
 * but a number.
 *
 * @param source whether more units may come
 * @param units those accepted and not done, in order
 * @param nextToPublish every unit before this one is published, or skipped
 * @param skips those that were skipped
 * @param open sessions that units may still be under way in, the newest last
 * @param suspensions orchestrators that failed this job
 * @param lastVerdicts what the last round of selection found
 * @param counters numbers never used twice, and budgets
 */
public record Work(
        Source source,
        Units units,
        long nextToPublish,
        Skips skips,
        List<Session> open,
        Suspensions suspensions,
        List<Verdict> lastVerdicts,
        Counters counters) {

    /** Of a job that has just begun. */
    public static final Work NONE = new Work(
            Source.FLOWING, Units.NONE, 0, Skips.NONE, List.of(), Suspensions.NONE, List.of(), Counters.FIRST_LIFE);

    public Work {
        open = List.copyOf(open);
        lastVerdicts = List.copyOf(lastVerdicts);
    }

    /** Whether more units may come. */
    public enum Source {
        FLOWING,
        ENDED
    }

    /** The agreement with that number; empty when it is closed, or was made before a restart. */
    public Optional<Session> session(int number) {
        return open.stream().filter(session -> session.number() == number).findFirst();
    }

    /** Who has or had a unit in its hands; empty when it is not attempted, or its session is closed. */
    Optional<Orchestrator> orchestratorOf(UnitState state) {
        return state instanceof Attempted attempted
                ? session(attempted.attempt().session()).map(Session::orchestrator)
                : Optional.empty();
    }

    /**
     * Whether it is believed that a unit's input is unusable, now that this orchestrator says so. One alone may lie: it
     * is believed when another operator's said the same before, or when it says so again because the search found nobody
     * else.
     */
    boolean believes(Orchestrator by, long seq) {
        var before = units.get(seq).unusableTo();
        boolean agreed = before.stream().anyMatch(other -> !other.sameOperator(by));
        return agreed || (!before.isEmpty() && !othersWereWilling(by));
    }

    boolean finished() {
        return source == Source.ENDED && units.isEmpty();
    }

    Work with(Source other) {
        return new Work(other, units, nextToPublish, skips, open, suspensions, lastVerdicts, counters);
    }

    Work with(Units other) {
        return new Work(source, other, nextToPublish, skips, open, suspensions, lastVerdicts, counters);
    }

    Work with(Suspensions other) {
        return new Work(source, units, nextToPublish, skips, open, other, lastVerdicts, counters);
    }

    Work with(Counters other) {
        return new Work(source, units, nextToPublish, skips, open, suspensions, lastVerdicts, other);
    }

    Work withVerdicts(List<Verdict> other) {
        return new Work(source, units, nextToPublish, skips, open, suspensions, other, counters);
    }

    Work withOpen(List<Session> other) {
        return new Work(source, units, nextToPublish, skips, other, suspensions, lastVerdicts, counters);
    }

    /** How many units the viewer has, or is being given. */
    long published() {
        return nextToPublish - skips.all();
    }

    /** One more unit is published, in order. */
    Work publishedNext() {
        return new Work(
                source,
                units,
                nextToPublish + 1,
                skips.interrupted(),
                open,
                suspensions,
                lastVerdicts,
                counters.progressed());
    }

    /** One more unit is left out, in order. */
    Work skippedNext() {
        return new Work(source, units, nextToPublish + 1, skips.more(), open, suspensions, lastVerdicts, counters);
    }

    /** Whether somebody else than this orchestrator's operator would have done when one was last chosen. */
    public boolean othersWereWilling(Orchestrator besides) {
        return lastVerdicts.stream()
                .anyMatch(verdict -> verdict.finding() instanceof Verdict.PassedOver
                        && !verdict.orchestrator().sameOperator(besides));
    }

    /** The session takes the place of the one with its number, or is added. */
    Work opened(Session session) {
        var sessions = new ArrayList<>(open);
        sessions.removeIf(other -> other.number() == session.number());
        sessions.add(session);
        return withOpen(sessions);
    }
}
