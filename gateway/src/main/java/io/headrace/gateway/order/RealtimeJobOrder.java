package io.headrace.gateway.order;

import io.headrace.payments.Price;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a client wants of a live session: pictures through a model while they come.
 *
 * @param stream the name under which it is published and watched
 * @param streamId what its user calls it, for logs and events
 * @param model what transforms the pictures, as orchestrators name it
 * @param parameters the model's first parameters: a JSON object
 * @param orchestrator part of the address of those that may work for it; empty for all
 * @param standby what is ready for when the orchestrator at work fails
 * @param maxPrice the most that is paid per unit of work: a pixel that came in
 */
public record RealtimeJobOrder(
        String id,
        String stream,
        String streamId,
        String model,
        String parameters,
        String orchestrator,
        Standby standby,
        Optional<Price> maxPrice,
        Path folder)
        implements JobOrder {

    /** Of every live session. */
    public static final String PIPELINE = "live-video-to-video";

    /** What the one thing that is made is called, where renditions are named. */
    public static final String OUTPUT = "output";

    /** The longest parameters, in characters. */
    public static final int MAX_PARAMETERS = 1 << 20;

    private static final int MAX_NAME = 256;

    public RealtimeJobOrder {
        if (stream.isEmpty() || stream.length() > MAX_NAME || model.isEmpty() || model.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "A live session has a stream and a model of 1 to %d characters, not \"%s\" and \"%s\""
                            .formatted(MAX_NAME, stream, model));
        }
        if (parameters.length() > MAX_PARAMETERS) {
            throw new IllegalArgumentException("Parameters of %d characters, of which %d are taken"
                    .formatted(parameters.length(), MAX_PARAMETERS));
        }
    }

    /** What is ready for when the orchestrator at work fails. */
    public enum Standby {
        /** Nobody: another is looked for then, and pictures are missing meanwhile. */
        NONE,
        /** Another session, open and paid an interval ahead, to which nothing is sent. */
        WARM,
        /** Another session that is sent everything too, and whose output is thrown away: it costs as much again. */
        HOT
    }
}
