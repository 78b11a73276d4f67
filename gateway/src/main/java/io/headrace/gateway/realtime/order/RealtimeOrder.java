package io.headrace.gateway.realtime.order;

import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.payments.Price;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What is to be made of a real-time stream.
 *
 * @param name under which it is published, steered and watched
 * @param streamId the application's own name of it, for status and events; the name where it gave none
 * @param model the pipeline: {@code noop}, {@code edges}, {@code comfyui}
 * @param pipelineId the application's own name of the model, for status; may be empty
 * @param parameters a JSON object, to begin with
 * @param orchestrator part of the URL of those that may be chosen; empty for all
 * @param maxPrice the most that is paid per pixel
 * @param pushes where the output is pushed to by RTMP
 */
public record RealtimeOrder(
        String name,
        String streamId,
        String model,
        String pipelineId,
        String parameters,
        String orchestrator,
        Standby standby,
        Optional<Price> maxPrice,
        List<URI> pushes,
        Recording recording) {

    /** Whether the output is kept. */
    public enum Recording {
        NONE,
        MP4
    }

    public RealtimeOrder {
        pushes = List.copyOf(pushes);
        if (!StreamOrder.isName(name)) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be a stream's name");
        }
    }
}
