package io.headrace.sdk.serve;

import io.headrace.pipeline.PipelineName;
import io.headrace.sdk.InputRefused;
import java.time.Duration;

/**
 * Why a request has no output.
 *
 * @param status of the answer, if none has begun
 * @param sentence for the client
 */
record Failure(int status, String sentence) {

    static Failure of(PipelineName name, Throwable thrown) {
        return switch (thrown) {
            case InputRefused refused -> new Failure(400, String.valueOf(refused.getMessage()));
            case InterruptedException _ -> new Failure(503, name + " was cancelled");
            default -> new Failure(500, name + " failed: " + thrown);
        };
    }

    static Failure late(PipelineName name, Duration deadline) {
        return new Failure(504, name + " did not answer within " + deadline.toMillis() + " ms");
    }

    /** Whether somebody should look at the program. */
    boolean isOurs() {
        return status == 500;
    }
}
