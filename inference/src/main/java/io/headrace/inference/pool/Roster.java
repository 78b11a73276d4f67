package io.headrace.inference.pool;

import io.headrace.inference.runner.RunnerState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who has room and who counts. Room is what a runner's machine says of itself, less what was promised and has not come to
 * it yet; so a runner whose session ended has room only when it has become idle anew, and two sessions never get the same
 * one. The one that worked last works next: it is warmest; one that has to be started comes last.
 */
final class Roster {

    private final Deque<RunnerKeeper> free = new ArrayDeque<>();
    private final Map<RunnerKeeper, Place> places = new HashMap<>();

    /** @param capacity what it counts for, with its work or without */
    private record Place(int room, int promised, int capacity) {

        static final Place NONE = new Place(0, 0, 0);

        int open() {
            return room - promised;
        }

        Place promise() {
            return new Place(room, promised + 1, capacity);
        }
    }

    /**
     * @param came whether work that was promised has come to it
     * @return the capacities, if this changed them
     */
    synchronized Optional<Map<String, Integer>> moved(RunnerKeeper keeper, RunnerState to, boolean came) {
        var before = places.getOrDefault(keeper, Place.NONE);
        int atOnce = keeper.atOnce();
        var after = new Place(to.room(atOnce), before.promised() - (came ? 1 : 0), to.isCapacity() ? atOnce : 0);
        places.put(keeper, after);
        enlist(keeper, before, after, to instanceof RunnerState.Resting);
        return after.capacity() == before.capacity() ? Optional.empty() : Optional.of(capacities());
    }

    private void enlist(RunnerKeeper keeper, Place before, Place after, boolean last) {
        if (after.open() <= 0) {
            free.remove(keeper);
        } else if (before.open() <= 0) {
            if (last) {
                free.addLast(keeper);
            } else {
                free.addFirst(keeper);
            }
        }
    }

    synchronized Optional<RunnerKeeper> take(String model) {
        var taken = free.stream().filter(keeper -> keeper.model().equals(model)).findFirst();
        taken.ifPresent(keeper -> {
            var place = places.getOrDefault(keeper, Place.NONE);
            places.put(keeper, place.promise());
            enlist(keeper, place, place.promise(), false);
        });
        return taken;
    }

    synchronized Map<String, Integer> capacities() {
        var counts = new TreeMap<String, Integer>();
        places.forEach((keeper, place) -> count(counts, keeper, place.capacity()));
        return Map.copyOf(counts);
    }

    synchronized Map<String, Integer> free() {
        var counts = new TreeMap<String, Integer>();
        places.forEach((keeper, place) -> count(counts, keeper, place.open()));
        return Map.copyOf(counts);
    }

    private static void count(Map<String, Integer> counts, RunnerKeeper keeper, int number) {
        if (number > 0) {
            counts.merge(keeper.model(), number, Integer::sum);
        }
    }
}
