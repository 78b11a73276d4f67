package io.headrace.models.frame.workflow;

import io.headrace.models.frame.ParametersRefused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A graph of nodes that makes sense: one input, one to three outputs, no link into nothing, no circle. Every node takes one
 * picture, so what leads to an output is a row of nodes.
 */
final class Workflow {

    private static final int MAX_OUTPUTS = 3;

    private final Map<String, Node> nodes;
    private final List<Node> outputs;

    private Workflow(Map<String, Node> nodes, List<Node> outputs) {
        this.nodes = nodes;
        this.outputs = outputs;
    }

    /** @param nodes by id, in the order of the document */
    static Workflow of(Map<String, Node> nodes) throws ParametersRefused {
        var inputs = all(nodes, NodeKind.Input.class);
        if (inputs.size() != 1) {
            throw new ParametersRefused(
                    "A workflow has exactly one input (LoadImage, LoadTensor or PrimaryInputLoadImage);"
                            + " this one has " + inputs.size() + ids(inputs) + ".");
        }
        var outputs = all(nodes, NodeKind.Output.class);
        if (outputs.isEmpty() || outputs.size() > MAX_OUTPUTS) {
            throw new ParametersRefused("A workflow has 1 to " + MAX_OUTPUTS
                    + " outputs (SaveTensor, SaveImage or PreviewImage); this one has " + outputs.size() + ids(outputs)
                    + ".");
        }
        var workflow = new Workflow(nodes, outputs);
        for (var node : nodes.values()) {
            workflow.row(node);
        }
        return workflow;
    }

    private static List<Node> all(Map<String, Node> nodes, Class<? extends NodeKind> kind) {
        return nodes.values().stream()
                .filter(node -> kind.isInstance(node.kind()))
                .toList();
    }

    private static String ids(List<Node> nodes) {
        return nodes.isEmpty() ? "" : ": " + nodes.stream().map(Node::id).toList();
    }

    /** What is done to the stream's pictures, in order: the row that leads to the first output of the document. */
    List<Node> steps() throws ParametersRefused {
        var row = row(outputs.getFirst());
        return row.subList(1, row.size() - 1);
    }

    /** From the input to this node, both included. */
    private List<Node> row(Node last) throws ParametersRefused {
        var row = new ArrayList<Node>();
        var seen = new HashSet<String>();
        var node = last;
        row.add(node);
        while (node.source().isPresent()) {
            if (!seen.add(node.id())) {
                throw new ParametersRefused("The workflow runs in a circle through node " + node.id() + ".");
            }
            node = source(node, node.source().get());
            row.add(node);
        }
        return row.reversed();
    }

    private Node source(Node of, String id) throws ParametersRefused {
        var source = nodes.get(id);
        if (source == null) {
            throw new ParametersRefused(
                    "Node " + of.id() + " takes its picture from node " + id + ", which is not there.");
        }
        if (source.kind() instanceof NodeKind.Output) {
            throw new ParametersRefused(
                    "Node " + of.id() + " takes its picture from node " + id + ", which is an output and gives none.");
        }
        return source;
    }
}
