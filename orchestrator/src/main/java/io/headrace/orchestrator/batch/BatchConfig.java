package io.headrace.orchestrator.batch;

import io.headrace.orchestrator.results.ResultLimits;

/**
 * How requests to models are served.
 *
 * @param results files that lie to be fetched; an answer whose files find no room carries them itself
 */
public record BatchConfig(BatchLimits limits, BatchTimes times, ResultLimits results) {

    /** As many files as one answer may have, and half a gigabyte. */
    public static final BatchConfig DEFAULT =
            new BatchConfig(BatchLimits.DEFAULT, BatchTimes.DEFAULT, new ResultLimits(1_000, 512L * 1024 * 1024));

    public BatchConfig with(BatchLimits other) {
        return new BatchConfig(other, times, results);
    }

    public BatchConfig with(BatchTimes other) {
        return new BatchConfig(limits, other, results);
    }

    public BatchConfig with(ResultLimits other) {
        return new BatchConfig(limits, times, other);
    }
}
