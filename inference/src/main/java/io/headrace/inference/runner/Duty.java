package io.headrace.inference.runner;

import io.headrace.inference.RunnerHealth;

/** What a runner is for. */
public sealed interface Duty {

    int MOST_AT_ONCE = 1_024;

    /** So much of its work it has at once. */
    int atOnce();

    /** Whether a runner that says so can be given work. */
    boolean isReady(RunnerHealth health);

    /** Live sessions, one at a time. It is ready when it says that it is idle. */
    record Sessions() implements Duty {
        @Override
        public int atOnce() {
            return 1;
        }

        @Override
        public boolean isReady(RunnerHealth health) {
            return health instanceof RunnerHealth.Idle;
        }
    }

    /**
     * Requests, each of which is answered. Existing runners say "OK" as soon as their model is there, and never "IDLE"
     * (pipelines reference section 2.1).
     *
     * @param atOnce 1 to 1024
     */
    record Calls(int atOnce) implements Duty {
        public Calls {
            if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
                throw new IllegalArgumentException(
                        "A runner has 1 to " + MOST_AT_ONCE + " calls at once, not " + atOnce);
            }
        }

        @Override
        public boolean isReady(RunnerHealth health) {
            return health instanceof RunnerHealth.Idle || health instanceof RunnerHealth.Ok;
        }
    }
}
