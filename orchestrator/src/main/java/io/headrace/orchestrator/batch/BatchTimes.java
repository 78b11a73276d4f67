package io.headrace.orchestrator.batch;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.PipelineName;
import java.time.Duration;
import java.util.Map;

/**
 * How long things take at most.
 *
 * @param finish from the moment a ready runner gets a request to the last byte of its answer, by pipeline
 * @param otherwise the same, of pipelines that are not listed
 * @param retryAfter when who found no place may ask again; told in whole seconds, at least 1
 * @param results how long files lie to be fetched
 */
public record BatchTimes(
        Map<PipelineName, Duration> finish, Duration otherwise, Duration retryAfter, Duration results) {

    /** As long as existing nodes read a chat and keep a file (pipelines sections 3.5 and 4.4). */
    public static final BatchTimes DEFAULT = new BatchTimes(
            Map.of(
                    BuiltInPipelines.LLM.name(), Duration.ofMinutes(10),
                    BuiltInPipelines.IMAGE_TO_VIDEO.name(), Duration.ofMinutes(15),
                    BuiltInPipelines.UPSCALE.name(), Duration.ofMinutes(15),
                    BuiltInPipelines.FRAME_INTERPOLATION.name(), Duration.ofMinutes(15)),
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10));

    public BatchTimes {
        finish = Map.copyOf(finish);
        if (!otherwise.isPositive()
                || !results.isPositive()
                || retryAfter.toSeconds() < 1
                || !finish.values().stream().allMatch(Duration::isPositive)) {
            throw new IllegalArgumentException("Times of requests: " + finish + ", otherwise " + otherwise
                    + ", to be asked again after " + retryAfter + ", results kept for " + results);
        }
    }

    Duration of(PipelineName pipeline) {
        return finish.getOrDefault(pipeline, otherwise);
    }
}
