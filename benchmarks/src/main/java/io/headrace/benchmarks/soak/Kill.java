package io.headrace.benchmarks.soak;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * That a process was killed.
 *
 * @param at since the soak began
 */
record Kill(Duration at, NetworkProcess victim) {

    /** How many there were of each kind. */
    static Map<NetworkProcess.Kind, Integer> byKind(Collection<Kill> kills) {
        var counts = new EnumMap<NetworkProcess.Kind, Integer>(NetworkProcess.Kind.class);
        kills.forEach(kill -> counts.merge(kill.victim().kind(), 1, Integer::sum));
        return counts;
    }
}
