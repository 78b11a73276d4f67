package io.headrace.orchestrator.remote;

import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.wire.delivery.DeliveryLimits;

/**
 * How an orchestrator deals with its workers.
 *
 * @param orchestrator its address, or {@code offchain}; workers write it into the media
 * @param maxWorkers registered at once; more are refused
 * @param times how long it waits for them
 * @param deliveries how much a worker may deliver for one task
 */
public record RemoteWorkersConfig(
        WorkerSecret secret, String orchestrator, int maxWorkers, PoolTimes times, DeliveryLimits deliveries) {

    public RemoteWorkersConfig {
        if (maxWorkers < 1) {
            throw new IllegalArgumentException("At most " + maxWorkers + " workers");
        }
    }

    /** Off chain. */
    public static RemoteWorkersConfig sharing(WorkerSecret secret) {
        return new RemoteWorkersConfig(secret, "offchain", 1_000, PoolTimes.DEFAULT, DeliveryLimits.DEFAULT);
    }

    public RemoteWorkersConfig of(String address) {
        return new RemoteWorkersConfig(secret, address, maxWorkers, times, deliveries);
    }

    public RemoteWorkersConfig waiting(PoolTimes other) {
        return new RemoteWorkersConfig(secret, orchestrator, maxWorkers, other, deliveries);
    }

    public RemoteWorkersConfig taking(int workers, DeliveryLimits limits) {
        return new RemoteWorkersConfig(secret, orchestrator, workers, times, limits);
    }
}
