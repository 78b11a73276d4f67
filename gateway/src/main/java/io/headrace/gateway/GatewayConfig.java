package io.headrace.gateway;

import java.nio.file.Path;

/**
 * @param jobs the folder that holds a folder for each job
 * @param maxJobs under way at once
 * @param maxInputBytes of one file
 */
public record GatewayConfig(Path jobs, int maxJobs, long maxInputBytes) {

    public static final int USUAL_MAX_JOBS = 64;
    public static final long USUAL_MAX_INPUT_BYTES = 64L << 30;

    public GatewayConfig {
        if (maxJobs < 1 || maxInputBytes < 1) {
            throw new IllegalArgumentException(maxJobs + " jobs, files of " + maxInputBytes + " bytes");
        }
    }

    public static GatewayConfig in(Path jobs) {
        return new GatewayConfig(jobs, USUAL_MAX_JOBS, USUAL_MAX_INPUT_BYTES);
    }
}
