package io.headrace.gateway.batch;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a gateway serves batch requests.
 *
 * @param folder of results and of files that come with requests
 * @param mostAtOnce requests under way
 * @param coldStart for somebody who has to start the model first, on top of the time for the work
 * @param keep how long a result is served
 * @param keepDurable how long a job for which nobody waits, and its result, are kept
 * @param quotaBytes of all results together; the oldest go first
 */
public record BatchConfig(
        Path folder, int mostAtOnce, Duration coldStart, Duration keep, Duration keepDurable, long quotaBytes) {

    public BatchConfig {
        if (mostAtOnce < 1 || quotaBytes < 1) {
            throw new IllegalArgumentException(mostAtOnce + " requests at once, results of " + quotaBytes + " bytes");
        }
        if (coldStart.isNegative() || !keep.isPositive() || !keepDurable.isPositive()) {
            throw new IllegalArgumentException(
                    "A cold start of %s, results kept for %s and %s".formatted(coldStart, keep, keepDurable));
        }
    }

    /** A thousand requests at once, ten minutes for a cold start, an hour for a result, a week for a durable one, 16 GiB. */
    public static BatchConfig in(Path folder) {
        return new BatchConfig(
                folder, 1_000, Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(7), 16L << 30);
    }

    /** From the first byte sent to the last one received, by somebody who has the model ready. */
    public Duration finish(Pipeline pipeline) {
        if (pipeline.equals(BuiltInPipelines.IMAGE_TO_VIDEO)
                || pipeline.equals(BuiltInPipelines.UPSCALE)
                || pipeline.equals(BuiltInPipelines.FRAME_INTERPOLATION)) {
            return Duration.ofMinutes(15);
        }
        return pipeline.equals(BuiltInPipelines.LLM) || pipeline.equals(BuiltInPipelines.AUDIO_TO_TEXT)
                ? Duration.ofMinutes(10)
                : Duration.ofMinutes(5);
    }
}
