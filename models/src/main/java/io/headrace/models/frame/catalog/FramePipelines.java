package io.headrace.models.frame.catalog;

import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.filter.Filters;
import io.headrace.models.frame.filter.Noop;
import io.headrace.models.frame.onnx.OnnxModels;
import io.headrace.models.frame.workflow.ComfyPipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pipelines that a runner has: those that are built in, and the models in its directory. Used by any thread. Nothing native is
 * loaded before a pipeline that needs it is opened.
 */
public final class FramePipelines {

    private final List<FramePipeline> builtIn;
    private final Optional<OnnxModels> models;

    private FramePipelines(Optional<OnnxModels> models) {
        var all = new ArrayList<FramePipeline>();
        all.add(new Noop());
        all.addAll(Filters.single());
        all.add(Filters.chain());
        all.add(new ComfyPipeline(Filters.single(), model -> models.flatMap(some -> some.find(model))));
        this.builtIn = List.copyOf(all);
        this.models = models;
    }

    /** With models that compute on one thread. */
    public static FramePipelines builtIn(Optional<Path> models) {
        return builtIn(models, 1);
    }

    /**
     * @param models the directory whose subdirectories are models; none if the operator has none
     * @param threads that compute one picture of a model beside each other
     */
    public static FramePipelines builtIn(Optional<Path> models, int threads) {
        return new FramePipelines(models.map(directory -> new OnnxModels(directory, threads)));
    }

    /** What is built in comes before a directory of the same name. */
    public Optional<FramePipeline> find(String model) {
        return builtIn.stream()
                .filter(pipeline -> pipeline.model().equals(model))
                .findFirst()
                .or(() -> models.flatMap(some -> some.find(model)));
    }

    /** Their ids: those that are built in, then the operator's by name. */
    public List<String> models() {
        var operators = models.map(OnnxModels::names).orElse(List.of());
        return Stream.concat(builtIn.stream().map(FramePipeline::model), operators.stream())
                .distinct()
                .toList();
    }
}
