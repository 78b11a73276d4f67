package io.headrace.orchestrator.remote;

import io.headrace.admission.Worker;
import io.headrace.pipeline.Capabilities;

/**
 * A worker as it offered itself.
 *
 * @param name its own, or its address when it did not say who it is, as the network's workers do not
 * @param pid of its process; 0 when it did not say
 * @param capacity units at once, at least 1
 */
public record RegisteredWorker(String name, long pid, int capacity, Capabilities capabilities) {

    public RegisteredWorker {
        if (capacity < 1) {
            throw new IllegalArgumentException("A worker of capacity " + capacity);
        }
    }

    Worker asWorker() {
        return new Worker(name, pid);
    }

    /** The same process, that is, and so its earlier registration is dead. */
    boolean sameProcess(RegisteredWorker other) {
        return pid != 0 && pid == other.pid && name.equals(other.name);
    }
}
