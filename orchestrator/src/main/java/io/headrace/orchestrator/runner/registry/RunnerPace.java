package io.headrace.orchestrator.runner.registry;

import java.time.Duration;
import java.util.List;

/**
 * How runners are watched. Defaults are those of existing nodes.
 *
 * @param heartbeat what runners are told to keep to
 * @param timeToLive without a heartbeat
 * @param poll between two looks at the health of one that the operator named
 * @param patience with one such look
 * @param keepAlive between two signs of life that runners get
 */
public record RunnerPace(
        Duration heartbeat, Duration timeToLive, Duration poll, Duration patience, Duration keepAlive) {

    public static final RunnerPace DEFAULT = new RunnerPace(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10));

    public RunnerPace {
        for (var each : List.of(heartbeat, timeToLive, poll, patience, keepAlive)) {
            if (!each.isPositive()) {
                throw new IllegalArgumentException("A pace of live runners is above zero, not " + each);
            }
        }
    }

    public RunnerPace withTimeToLive(Duration other) {
        return new RunnerPace(heartbeat, other, poll, patience, keepAlive);
    }

    public RunnerPace withPoll(Duration other) {
        return new RunnerPace(heartbeat, timeToLive, other, patience, keepAlive);
    }
}
