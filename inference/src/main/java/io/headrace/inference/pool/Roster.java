package io.headrace.inference.pool;

import io.headrace.inference.runner.RunnerState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who is free and who counts. A runner that was taken is free again only when it has become idle anew, so that two
 * sessions never get the same one. The one that worked last works next: it is warmest; one that has
 * to be started comes last.
 */
final class Roster {

    private final Deque<RunnerKeeper> free = new ArrayDeque<>();
    private final Set<RunnerKeeper> capacity = new HashSet<>();

    /** @return the capacities, if this changed them */
    synchronized Optional<Map<String, Integer>> moved(RunnerKeeper keeper, RunnerState from, RunnerState to) {
        if (to.isFree() && !from.isFree()) {
            if (to instanceof RunnerState.Resting) {
                free.addLast(keeper);
            } else {
                free.addFirst(keeper);
            }
        } else if (from.isFree() && !to.isFree()) {
            free.remove(keeper);
        }
        boolean changed = to.isCapacity() ? capacity.add(keeper) : capacity.remove(keeper);
        return changed ? Optional.of(capacities()) : Optional.empty();
    }

    synchronized Optional<RunnerKeeper> take(String model) {
        for (Iterator<RunnerKeeper> idle = free.iterator(); idle.hasNext(); ) {
            var keeper = idle.next();
            if (keeper.model().equals(model)) {
                idle.remove();
                return Optional.of(keeper);
            }
        }
        return Optional.empty();
    }

    synchronized Map<String, Integer> capacities() {
        return count(capacity);
    }

    synchronized Map<String, Integer> free() {
        return count(free);
    }

    private static Map<String, Integer> count(Iterable<RunnerKeeper> keepers) {
        var counts = new TreeMap<String, Integer>();
        keepers.forEach(keeper -> counts.merge(keeper.model(), 1, Integer::sum));
        return Map.copyOf(counts);
    }
}
