package io.headrace.models.frame.filter;

import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.FrameTransform;
import io.headrace.models.frame.FrameTransformChain;
import io.headrace.models.frame.Kind;
import io.headrace.models.frame.Parameter;
import io.headrace.models.frame.Parameters;
import io.headrace.models.frame.ParametersRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Filters one after the other: {@code {"filters":[{"name":"blur","radius":3},{"name":"edges"}]}}. */
final class FilterChain implements FramePipeline {

    private static final int MAX_LINKS = 8;
    private static final String NAME = "name";
    private static final Parameter.Structure FILTERS = new Parameter.Structure(
            "filters",
            "a list of up to " + MAX_LINKS + " objects",
            "Filters in their order: name, and its parameters.");

    private final List<FramePipeline> filters;

    FilterChain(List<FramePipeline> filters) {
        this.filters = List.copyOf(filters);
    }

    @Override
    public String model() {
        return "filter";
    }

    @Override
    public Kind kind() {
        return Kind.CLASSIC;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(FILTERS);
    }

    @Override
    public FrameTransform open(String parametersJson) throws ParametersRefused {
        var list = Parameters.of(parametersJson, parameters()).structure(FILTERS);
        if (list.isEmpty()) {
            return FrameTransform.IDENTITY;
        }
        if (!list.get().isArray() || list.get().size() > MAX_LINKS) {
            throw new ParametersRefused(
                    "\"filters\" is " + FILTERS.values() + "; got " + Parameters.shown(list.get()) + ".");
        }
        var links = new ArrayList<FrameTransform>();
        try {
            for (var link : list.get()) {
                links.add(open(link));
            }
        } catch (ParametersRefused e) {
            links.forEach(FrameTransform::close);
            throw e;
        }
        return FrameTransformChain.of(links);
    }

    private FrameTransform open(JsonNode link) throws ParametersRefused {
        if (!(link instanceof ObjectNode object) || !object.path(NAME).isString()) {
            throw new ParametersRefused(
                    "Each of \"filters\" is an object with a \"name\"; got " + Parameters.shown(link) + ".");
        }
        var name = object.path(NAME).stringValue();
        var filter = filters.stream()
                .filter(one -> one.model().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParametersRefused("There is no filter " + Parameters.shown(object.path(NAME))
                        + ". Those there are: "
                        + filters.stream().map(FramePipeline::model).collect(Collectors.joining(", ")) + "."));
        var own = object.deepCopy();
        own.remove(NAME);
        try {
            return filter.open(own.toString());
        } catch (ParametersRefused e) {
            throw new ParametersRefused("Filter " + name + ": " + e.getMessage(), e);
        }
    }
}
