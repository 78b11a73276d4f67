package io.headrace.job;

import io.headrace.job.selection.Suspensions;
import io.headrace.job.selection.Verdict;
import java.util.List;

/**
 * What a job carries from state to state. Small, whatever the length of the job: units that are done leave nothing
 * but a number.
 *
 * @param source whether more units may come
 * @param units those accepted and not done, in order
 * @param nextToPublish every unit before this one is published
 * @param open sessions that units may still be under way in, the newest last
 * @param suspensions orchestrators that failed this job
 * @param lastVerdicts what the last round of selection found
 * @param counters numbers never used twice, and budgets
 */
public record Work(
        Source source,
        Units units,
        long nextToPublish,
        List<Session> open,
        Suspensions suspensions,
        List<Verdict> lastVerdicts,
        Counters counters) {

    public Work {
        open = List.copyOf(open);
        lastVerdicts = List.copyOf(lastVerdicts);
    }

    /** Whether more units may come. */
    public enum Source {
        FLOWING,
        ENDED
    }

    /**
     * @param life how often the job was begun or resumed
     * @param lastSession the number last given to a session
     * @param lastRound the number last given to a round of discovery
     * @param swaps changes of orchestrator since a unit was last published
     */
    public record Counters(int life, int lastSession, int lastRound, int swaps) {}
}
