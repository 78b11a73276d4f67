package io.headrace.orchestrator.ai;

import io.headrace.orchestrator.door.WorkerSecret;
import java.time.Duration;

/**
 * How an orchestrator deals with its AI workers.
 *
 * @param secret that they must know; without one nobody is let in
 * @param maxWorkers registered at once; more are refused
 * @param untilHeard within which a worker of ours says that it has a task; else another one gets it
 * @param untilStarted the longest that a worker takes to start a runner for a request, before the request's own time begins
 * @param untilHanging a worker that has not ended what nobody wants any more is sent away after that
 */
public record AiWorkersConfig(
        WorkerSecret secret, int maxWorkers, Duration untilHeard, Duration untilStarted, Duration untilHanging) {

    public AiWorkersConfig {
        if (maxWorkers < 1 || !untilHeard.isPositive() || untilStarted.isNegative() || !untilHanging.isPositive()) {
            throw new IllegalArgumentException("At most " + maxWorkers + " AI workers, heard of within " + untilHeard
                    + ", hanging after " + untilHanging);
        }
    }

    public static AiWorkersConfig sharing(WorkerSecret secret) {
        return new AiWorkersConfig(secret, 1_000, Duration.ofSeconds(8), Duration.ofMinutes(5), Duration.ofSeconds(15));
    }

    public AiWorkersConfig taking(int workers) {
        return new AiWorkersConfig(secret, workers, untilHeard, untilStarted, untilHanging);
    }

    public AiWorkersConfig waiting(Duration heard, Duration hanging) {
        return new AiWorkersConfig(secret, maxWorkers, heard, untilStarted, hanging);
    }

    public AiWorkersConfig starting(Duration within) {
        return new AiWorkersConfig(secret, maxWorkers, untilHeard, within, untilHanging);
    }
}
