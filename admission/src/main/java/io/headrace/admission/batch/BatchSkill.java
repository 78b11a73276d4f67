package io.headrace.admission.batch;

import io.headrace.pipeline.PipelineName;

/**
 * What a runner must be able to do.
 *
 * @param model as runners name it; never empty
 */
public record BatchSkill(PipelineName pipeline, String model) {

    public BatchSkill {
        if (model.isEmpty()) {
            throw new IllegalArgumentException("A request of " + pipeline + " names a model");
        }
    }

    @Override
    public String toString() {
        return pipeline + " with " + model;
    }
}
