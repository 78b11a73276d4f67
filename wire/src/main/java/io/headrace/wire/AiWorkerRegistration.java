package io.headrace.wire;

import io.headrace.pipeline.Capabilities;
import java.util.List;

/**
 * An AI worker offers itself to an orchestrator (message {@code net.RegisterAIWorkerRequest}).
 *
 * @param secret that both share
 * @param capabilities with its models as constraints; those of old when the worker told none
 * @param hardware what its models run on, as it is at this moment
 */
public record AiWorkerRegistration(String secret, Capabilities capabilities, List<ModelHardware> hardware) {
    public AiWorkerRegistration {
        hardware = List.copyOf(hardware);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AiWorkerRegistration[capabilities=" + capabilities + ", hardware=" + hardware + "]";
    }
}
