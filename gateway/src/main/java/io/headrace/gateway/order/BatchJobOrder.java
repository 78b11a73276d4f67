package io.headrace.gateway.order;

import io.headrace.payments.Price;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a client wants of a job that is one request and one answer.
 *
 * @param door through which the pipeline is known
 * @param pipeline by its name; of a container the capability that it registered
 * @param model as orchestrators name it; empty of a container
 * @param contentType of the request, whose bytes lie in {@link #request}
 * @param delivery whether somebody waits for the answer
 * @param maxPrice the most that is paid per unit of the pipeline
 */
public record BatchJobOrder(
        String id,
        Door door,
        String pipeline,
        String model,
        String contentType,
        Delivery delivery,
        Optional<Price> maxPrice,
        Path folder)
        implements JobOrder {

    private static final int MAX_NAME = 256;

    public BatchJobOrder {
        if (pipeline.isEmpty() || pipeline.length() > MAX_NAME || model.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "A request has a pipeline of 1 to %d characters and a model of at most so many, not \"%s\" and \"%s\""
                            .formatted(MAX_NAME, pipeline, model));
        }
    }

    /** How an orchestrator is asked. */
    public enum Door {
        /** By the pipeline's own route, with the network's credentials. */
        BUILT_IN,
        /** By the route of registered containers, with theirs. */
        CONTAINER
    }

    /** Who waits for the answer. */
    public enum Delivery {
        /** A client, at the other end of a connection: a job whose client left, or whose gateway restarted, ends. */
        ATTENDED,
        /** Nobody: the answer is kept, and a restarted gateway goes on. */
        KEPT
    }

    /** Where the bytes of the request lie, of a job that outlives its connection. */
    public Path request() {
        return folder.resolve("request");
    }
}
