package io.headrace.wire;

import io.headrace.pipeline.Capabilities;

/**
 * A worker offers itself to an orchestrator (message {@code net.RegisterRequest}).
 *
 * @param secret that both share
 * @param capacity sessions at once; not positive is for the orchestrator to refuse
 * @param capabilities those of old when the worker told none
 */
public record WorkerRegistration(String secret, long capacity, Capabilities capabilities) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "WorkerRegistration[capacity=" + capacity + ", capabilities=" + capabilities + "]";
    }
}
