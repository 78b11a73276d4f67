package io.headrace.models.frame.workflow;

import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.FrameTransform;
import io.headrace.models.frame.FrameTransformChain;
import io.headrace.models.frame.Kind;
import io.headrace.models.frame.Parameter;
import io.headrace.models.frame.Parameters;
import io.headrace.models.frame.ParametersRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Runs a workflow on each picture. Parameter {@code prompt} is the workflow, as an object or as text; without one pictures pass
 * through. A new prompt is in force from the next picture on.
 */
public final class ComfyPipeline implements FramePipeline {

    private static final Parameter.Structure PROMPT = new Parameter.Structure(
            "prompt", "a workflow in ComfyUI's API format, as an object or as text", "Empty: pictures pass through.");
    private static final Parameter.Text MODEL = new Parameter.Text("model", 100, "The model's directory.");

    private final List<FramePipeline> filters;
    private final Function<String, Optional<? extends FramePipeline>> models;
    private final WorkflowReader reader;

    /**
     * @param filters each has a class of nodes
     * @param models finds the operator's models by their ids
     */
    public ComfyPipeline(List<FramePipeline> filters, Function<String, Optional<? extends FramePipeline>> models) {
        this.filters = List.copyOf(filters);
        this.models = models;
        this.reader = new WorkflowReader(new NodeClasses(filters));
    }

    @Override
    public String model() {
        return "comfyui";
    }

    @Override
    public Kind kind() {
        return Kind.CLASSIC;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(PROMPT);
    }

    @Override
    public FrameTransform open(String parametersJson) throws ParametersRefused {
        var given = Parameters.of(parametersJson, parameters()).structure(PROMPT);
        if (given.isEmpty()) {
            return FrameTransform.IDENTITY;
        }
        var prompt = given.get().isString() ? Parameters.parse(given.get().stringValue()) : given.get();
        return prompt.isObject() && prompt.isEmpty() ? FrameTransform.IDENTITY : open(prompt);
    }

    private FrameTransform open(JsonNode prompt) throws ParametersRefused {
        var steps = new ArrayList<FrameTransform>();
        try {
            for (var node : reader.read(prompt).steps()) {
                steps.add(open(node));
            }
        } catch (ParametersRefused e) {
            steps.forEach(FrameTransform::close);
            throw e;
        }
        return FrameTransformChain.of(steps);
    }

    private FrameTransform open(Node node) throws ParametersRefused {
        try {
            return switch (node.kind()) {
                case NodeKind.Filter(var model) ->
                    filter(model).open(node.settings().toString());
                case NodeKind.Onnx() -> model(node).open("");
                case NodeKind.Input(), NodeKind.Output() -> FrameTransform.IDENTITY;
            };
        } catch (ParametersRefused e) {
            throw new ParametersRefused("Node " + node.id() + ": " + e.getMessage(), e);
        }
    }

    private FramePipeline filter(String model) {
        return filters.stream()
                .filter(one -> one.model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    private FramePipeline model(Node node) throws ParametersRefused {
        var name = Parameters.of(node.settings(), List.of(MODEL)).text(MODEL);
        if (name.isEmpty()) {
            throw new ParametersRefused("\"model\" has to name a model's directory.");
        }
        return models.apply(name.get())
                .orElseThrow(() -> new ParametersRefused("There is no model \"" + name.get() + "\" on this runner."));
    }
}
