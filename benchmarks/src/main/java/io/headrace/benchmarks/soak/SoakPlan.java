package io.headrace.benchmarks.soak;

import java.time.Duration;
import java.util.Set;

/**
 * How long, how much, and how cruel.
 *
 * @param killEvery pause between two kills; zero for none
 * @param targets what may be killed
 * @param hostile whether a stranger attacks the RTMP port meanwhile
 */
record SoakPlan(
        int streams,
        Duration length,
        int width,
        int height,
        Duration killEvery,
        Set<NetworkProcess.Kind> targets,
        boolean hostile,
        long seed,
        Limits limits) {

    /**
     * What is still a promise kept.
     *
     * @param stall longest time without a new segment
     * @param growth memory at the end over memory when it was steady
     */
    record Limits(Duration stall, double growth) {}

    /** Publishers begin within this time of each other, so that their keyframes do not all come at once. */
    static final Duration STAGGER = Duration.ofSeconds(2);

    private static final Set<NetworkProcess.Kind> MORTAL = Set.of(
            NetworkProcess.Kind.CHILD,
            NetworkProcess.Kind.WORKER,
            NetworkProcess.Kind.ORCHESTRATOR,
            NetworkProcess.Kind.GATEWAY);

    SoakPlan {
        targets = Set.copyOf(targets);
        if (streams < 1 || !length.isPositive() || killEvery.isNegative()) {
            throw new IllegalArgumentException("A soak has a stream and a length: " + streams + " streams for " + length
                    + ", a kill every " + killEvery);
        }
        if (!MORTAL.containsAll(targets)) {
            throw new IllegalArgumentException(
                    "Only child, worker, orchestrator and gateway can be killed: " + targets);
        }
    }

    boolean kills() {
        return killEvery.isPositive() && !targets.isEmpty();
    }

    String stream(int number) {
        return "soak" + number;
    }
}
