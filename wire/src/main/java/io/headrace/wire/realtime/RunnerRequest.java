package io.headrace.wire.realtime;

/**
 * What a runner is asked: {@code POST /live-video-to-video} (real-time reference section 8.1).
 *
 * @param parameters a JSON object
 * @param channels as the runner reaches them
 */
public record RunnerRequest(
        String model,
        String parameters,
        String requestId,
        String manifestId,
        String streamId,
        SessionChannels channels) {}
