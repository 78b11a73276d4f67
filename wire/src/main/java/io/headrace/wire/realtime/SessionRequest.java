package io.headrace.wire.realtime;

/**
 * What a gateway asks of an orchestrator: {@code POST /live-video-to-video} (real-time reference section 6.2).
 *
 * @param model the pipeline's name
 * @param parameters a JSON object
 * @param requestId for logs
 * @param streamId for logs
 * @param extended whether the gateway understands the additional channels and their tokens; peers that do not know the
 *     field pass it over
 */
public record SessionRequest(String model, String parameters, String requestId, String streamId, boolean extended) {}
