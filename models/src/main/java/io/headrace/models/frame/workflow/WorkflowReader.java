package io.headrace.models.frame.workflow;

import io.headrace.models.frame.Parameters;
import io.headrace.models.frame.ParametersRefused;
import java.util.LinkedHashMap;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a workflow in ComfyUI's API format: an object from node id to {@code {"class_type":"…","inputs":{…}}}, in which an input
 * is a value, or {@code ["node id", 0]} for what another node gives.
 */
final class WorkflowReader {

    private static final int MAX_NODES = 64;
    private static final int MAX_ID = 64;

    private final NodeClasses classes;

    WorkflowReader(NodeClasses classes) {
        this.classes = classes;
    }

    Workflow read(JsonNode prompt) throws ParametersRefused {
        if (!prompt.isObject() || prompt.size() > MAX_NODES) {
            throw new ParametersRefused("A workflow is an object of up to " + MAX_NODES + " nodes by their ids; got "
                    + Parameters.shown(prompt) + ".");
        }
        var nodes = new LinkedHashMap<String, Node>();
        for (var entry : prompt.properties()) {
            nodes.put(entry.getKey(), node(entry.getKey(), entry.getValue()));
        }
        return Workflow.of(nodes);
    }

    private Node node(String id, JsonNode json) throws ParametersRefused {
        if (id.length() > MAX_ID || !json.path("class_type").isString()) {
            throw new ParametersRefused("A node has an id of at most " + MAX_ID
                    + " characters and a \"class_type\"; got " + Parameters.shown(json) + ".");
        }
        var kind = classes.kind(json.path("class_type").stringValue(), id);
        if (kind instanceof NodeKind.Input) {
            return new Node(id, kind, Optional.empty(), JsonNodeFactory.instance.objectNode());
        }
        if (!(json.path("inputs") instanceof ObjectNode inputs)) {
            throw new ParametersRefused("Node " + id + " has no \"inputs\".");
        }
        var settings = inputs.deepCopy();
        var picture = kind instanceof NodeKind.Output ? "images" : "image";
        var link = settings.path(picture);
        settings.remove(picture);
        return new Node(id, kind, Optional.of(source(id, picture, link)), settings);
    }

    private static String source(String id, String input, JsonNode link) throws ParametersRefused {
        boolean points = link.isArray()
                && link.size() == 2
                && (link.get(0).isString() || link.get(0).isInt())
                && link.get(1).isInt()
                && link.get(1).asInt() == 0;
        if (!points) {
            throw new ParametersRefused("Node " + id + " has to take its \"" + input
                    + "\" from another node, as [\"id\", 0]; got " + Parameters.shown(link) + ".");
        }
        return link.get(0).asString();
    }
}
