package io.headrace.gateway;

import io.headrace.gateway.live.LiveConfig;
import io.headrace.media.LadderText;
import java.nio.file.Path;

/**
 * @param jobs the folder that holds a folder for each job
 * @param maxJobs under way at once, streams among them
 * @param maxInputBytes of one file
 */
public record GatewayConfig(Path jobs, int maxJobs, long maxInputBytes, LiveConfig live) {

    public static final int USUAL_MAX_JOBS = 128;
    public static final long USUAL_MAX_INPUT_BYTES = 64L << 30;

    /** What is made of a stream unless it is told otherwise: its own frame rate, so that no frame is made up. */
    public static final String USUAL_STREAM_LADDER = "360p,240p";

    public GatewayConfig {
        if (maxJobs < 1 || maxInputBytes < 1) {
            throw new IllegalArgumentException(maxJobs + " jobs, files of " + maxInputBytes + " bytes");
        }
    }

    public static GatewayConfig in(Path jobs) {
        return new GatewayConfig(
                jobs, USUAL_MAX_JOBS, USUAL_MAX_INPUT_BYTES, LiveConfig.of(LadderText.parse(USUAL_STREAM_LADDER)));
    }

    public GatewayConfig with(LiveConfig other) {
        return new GatewayConfig(jobs, maxJobs, maxInputBytes, other);
    }
}
