package io.headrace.job;

import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitState;
import io.headrace.job.unit.UnitState.Attempted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The units of a job between the first that is not done and the last that was accepted. Immutable; never longer than
 * the window, so that a step costs the same in the first minute and after a day.
 *
 * @param first the number of the first one, or of the next to come when there is none
 */
public record Units(long first, List<Walk> walks) {

    public static final Units NONE = new Units(0, List.of());

    public Units {
        walks = List.copyOf(walks);
    }

    /**
     * A unit and where it is.
     *
     * @param unusableTo orchestrators that said its input cannot be worked on
     */
    public record Walk(Unit unit, UnitState state, Set<Orchestrator> unusableTo) {
        public Walk {
            unusableTo = Set.copyOf(unusableTo);
        }

        Walk in(UnitState other) {
            return new Walk(unit, other, unusableTo);
        }
    }

    /** The number of the next unit to come. */
    public long next() {
        return first + walks.size();
    }

    public boolean isEmpty() {
        return walks.isEmpty();
    }

    public int size() {
        return walks.size();
    }

    /** @throws IllegalStateException for a unit that has not come */
    Walk get(long seq) {
        if (seq < first || seq >= next()) {
            throw new IllegalStateException("Unit %d is not between %d and %d".formatted(seq, first, next()));
        }
        return walks.get((int) (seq - first));
    }

    boolean contains(long seq) {
        return seq >= first && seq < next();
    }

    /** How many an orchestrator has in its hands, or is being sent, in one session. */
    public long atWork(int session) {
        return walks.stream()
                .filter(walk -> walk.state() instanceof Attempted attempted
                        && attempted.attempt().session() == session
                        && (attempted instanceof UnitState.SegmentDispatch || attempted instanceof UnitState.Executing))
                .count();
    }

    /** How many will be sent again in that session. */
    long pausing(int session) {
        return walks.stream()
                .filter(walk ->
                        walk.state() instanceof UnitState.Retry(var attempt, var _) && attempt.session() == session)
                .count();
    }

    Units accept(Unit unit, UnitState state) {
        if (unit.seq() != next()) {
            throw new IllegalStateException("Unit %d came where %d was next".formatted(unit.seq(), next()));
        }
        var longer = new ArrayList<>(walks);
        longer.add(new Walk(unit, state, Set.of()));
        return new Units(first, longer);
    }

    /** With one unit in another state; those at the front that are done are forgotten. */
    Units with(long seq, UnitState state) {
        return with(seq, get(seq).in(state));
    }

    /** With one more orchestrator that cannot work on that unit. */
    Units doubted(long seq, Orchestrator by) {
        var walk = get(seq);
        var all = new HashSet<>(walk.unusableTo());
        all.add(by);
        return with(seq, new Walk(walk.unit(), walk.state(), all));
    }

    private Units with(long seq, Walk walk) {
        var changed = walks.toArray(Walk[]::new);
        changed[(int) (seq - first)] = walk;
        int done = 0;
        while (done < changed.length && changed[done].state() instanceof UnitState.Done) {
            done++;
        }
        return new Units(first + done, List.of(changed).subList(done, changed.length));
    }
}
