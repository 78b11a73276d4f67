package io.headrace.admin;

import java.time.Duration;

/**
 * What can be taken out of service politely: a gateway, which takes no new jobs and streams; an orchestrator, which opens
 * no new sessions; a worker, which takes no new units. Any thread; nothing here waits for work to end.
 */
public interface Drainable {

    /**
     * Takes nothing new from now on. Once more, it has no effect.
     *
     * @param within how long what is under way may go on; what is in the middle of a unit then still finishes it
     */
    void begin(Duration within);

    /** Takes new work again; false for a node that cannot turn back. */
    boolean undo();

    /** Whether it takes nothing new. */
    boolean draining();

    /** What is still under way; zero of both when nothing is. */
    Left left();

    /**
     * Work under way.
     *
     * @param jobs of a gateway, or sessions of an orchestrator
     * @param units sent out or admitted and not finished
     */
    record Left(long jobs, long units) {

        public static final Left NOTHING = new Left(0, 0);

        public Left {
            if (jobs < 0 || units < 0) {
                throw new IllegalArgumentException("%d jobs and %d units are left".formatted(jobs, units));
            }
        }

        public boolean isNothing() {
            return jobs == 0 && units == 0;
        }
    }
}
