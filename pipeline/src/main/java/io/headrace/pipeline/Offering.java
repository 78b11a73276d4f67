package io.headrace.pipeline;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * That a node can run a pipeline now: which models perform it, how many jobs each takes, and how it is. Immutable.
 *
 * @param models by model id, at least one; a container or a live runner performs its pipeline itself, and its model is
 *     the pipeline's name
 */
public record Offering(Pipeline pipeline, Door door, Map<String, ModelConstraint> models, Health health) {

    /** More than any node loads. */
    public static final int MAX_MODELS = 256;

    private static final int MAX_MODEL_ID = 256;

    /** Under which an offering is kept: whoever registers again under the same id replaces what was there. */
    public record Id(String text) {}

    public Offering {
        models = Collections.unmodifiableMap(new TreeMap<>(models));
        if (models.isEmpty() || models.size() > MAX_MODELS) {
            throw new IllegalArgumentException(
                    pipeline.name() + " is offered with " + models.size() + " models; 1 to " + MAX_MODELS + " are");
        }
        for (var model : models.keySet()) {
            if (model.isBlank() || model.length() > MAX_MODEL_ID) {
                throw new IllegalArgumentException(
                        pipeline.name() + ": a model's id has 1 to " + MAX_MODEL_ID + " characters: \"" + model + "\"");
            }
        }
    }

    /** Of a container or a live runner, which performs its pipeline itself. */
    public static Offering application(Pipeline pipeline, Door door, ModelConstraint constraint, Health health) {
        return new Offering(pipeline, door, Map.of(pipeline.name().text(), constraint), health);
    }

    public Id id() {
        return switch (door) {
            case Door.BuiltIn() -> new Id("pipeline " + pipeline.name());
            case Door.Container _ -> new Id("container " + pipeline.name());
            case Door.LiveRunner(var runnerId, var _) -> new Id("runner " + runnerId);
        };
    }

    public Offering after(Health.Report report) {
        return new Offering(pipeline, door, models, health.after(report));
    }

    /** Whether it takes new work: it is healthy, and a job of some model has room. */
    public boolean isOpen() {
        return health.isOffered() && free() > 0;
    }

    /** Jobs that may still begin, of all models. */
    public int free() {
        return models.values().stream()
                .mapToInt(model -> Math.max(0, model.capacity() - model.capacityInUse()))
                .reduce(0, (one, other) -> (int) Math.min(Integer.MAX_VALUE, (long) one + other));
    }

    /** Where the price of each model is found, in the order of the models. */
    public List<PriceReference> prices() {
        return models.keySet().stream()
                .map(model -> new PriceReference(pipeline.name(), model))
                .toList();
    }
}
