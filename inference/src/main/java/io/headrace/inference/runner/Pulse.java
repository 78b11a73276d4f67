package io.headrace.inference.runner;

import io.headrace.inference.RunnerHealth;
import java.time.Instant;

/**
 * How regularly a runner has answered.
 *
 * @param misses health questions in a row without an answer
 * @param wellAt when it last said what it should in its state, or came into it
 */
public record Pulse(int misses, Instant wellAt) {

    static Pulse steady(Instant now) {
        return new Pulse(0, now);
    }

    /** @param well whether the answer is the one it should give */
    Pulse after(RunnerHealth health, boolean well, Instant now) {
        return new Pulse(health instanceof RunnerHealth.Unreachable ? misses + 1 : 0, well ? now : wellAt);
    }
}
