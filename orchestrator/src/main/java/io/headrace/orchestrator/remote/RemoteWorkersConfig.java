package io.headrace.orchestrator.remote;

import io.headrace.wire.delivery.DeliveryLimits;
import java.time.Duration;

/**
 * How an orchestrator deals with its workers.
 *
 * @param orchestrator its address, or {@code offchain}; workers write it into the media
 * @param maxWorkers registered at once; more are refused
 * @param waitForWorker how long an order waits while no worker is free or none is there: long enough for one that was
 *     started anew, short enough for the gateway to go elsewhere
 * @param hangsAfter a worker that has not delivered so long after nobody waited any more is sent away
 * @param deliveries how much a worker may deliver for one task
 */
public record RemoteWorkersConfig(
        WorkerSecret secret,
        String orchestrator,
        int maxWorkers,
        Duration waitForWorker,
        Duration hangsAfter,
        DeliveryLimits deliveries) {

    public RemoteWorkersConfig {
        if (maxWorkers < 1 || waitForWorker.isNegative() || !hangsAfter.isPositive()) {
            throw new IllegalArgumentException("At most " + maxWorkers + " workers, waiting " + waitForWorker
                    + " for one, which hangs after " + hangsAfter);
        }
    }

    public static RemoteWorkersConfig sharing(WorkerSecret secret) {
        return new RemoteWorkersConfig(
                secret, "offchain", 1_000, Duration.ofSeconds(3), Duration.ofSeconds(15), DeliveryLimits.DEFAULT);
    }

    public RemoteWorkersConfig of(String address) {
        return new RemoteWorkersConfig(secret, address, maxWorkers, waitForWorker, hangsAfter, deliveries);
    }

    public RemoteWorkersConfig waiting(Duration forWorker, Duration untilHanging) {
        return new RemoteWorkersConfig(secret, orchestrator, maxWorkers, forWorker, untilHanging, deliveries);
    }

    public RemoteWorkersConfig taking(int workers, DeliveryLimits limits) {
        return new RemoteWorkersConfig(secret, orchestrator, workers, waitForWorker, hangsAfter, limits);
    }
}
