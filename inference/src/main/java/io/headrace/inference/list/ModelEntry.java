package io.headrace.inference.list;

import io.headrace.inference.RunnerAddress;
import io.headrace.pipeline.PipelineName;
import java.util.Map;

/**
 * One model that an operator offers (pipelines reference section 2.5).
 *
 * @param model its id; of live pipelines the name of what they do
 * @param place where its runner is had
 * @param warm started at once and kept
 * @param capacity runners that are started, or calls at once at one that runs elsewhere: 1 to 64
 * @param flags of optimisation, as environment of a runner that is started
 * @param price for every gateway, or for the one that is named
 * @param gateway an Ethereum address that has this price for itself, else {@code default}
 */
public record ModelEntry(
        PipelineName pipeline,
        String model,
        Place place,
        boolean warm,
        int capacity,
        Map<String, String> flags,
        ModelPrice price,
        String gateway) {

    public static final int MOST_CAPACITY = 64;

    public ModelEntry {
        flags = Map.copyOf(flags);
    }

    /** Where the runner of a model is had. */
    public sealed interface Place {

        /** Started here. */
        record Managed() implements Place {}

        /** Runs without us. */
        record Elsewhere(RunnerAddress address) implements Place {}
    }

    boolean isOfSameModel(ModelEntry other) {
        return pipeline.equals(other.pipeline) && model.equals(other.model);
    }
}
