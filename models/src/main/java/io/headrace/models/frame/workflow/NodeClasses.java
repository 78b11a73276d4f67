package io.headrace.models.frame.workflow;

import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.ParametersRefused;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The classes of nodes that are known. Filters have theirs by their id: {@code edge-preserving} is {@code EdgePreserving}. */
final class NodeClasses {

    static final String ONNX = "OnnxImage";

    private static final int MAX_SHOWN = 80;

    private final Map<String, NodeKind> known = new TreeMap<>();

    NodeClasses(List<FramePipeline> filters) {
        for (var input : List.of("LoadImage", "LoadTensor", "PrimaryInputLoadImage")) {
            known.put(input, new NodeKind.Input());
        }
        for (var output : List.of("PreviewImage", "SaveImage", "SaveTensor")) {
            known.put(output, new NodeKind.Output());
        }
        for (var filter : filters) {
            known.put(className(filter.model()), new NodeKind.Filter(filter.model()));
        }
        known.put(ONNX, new NodeKind.Onnx());
    }

    static String className(String model) {
        var name = new StringBuilder();
        for (var word : model.split("-", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return name.toString();
    }

    NodeKind kind(String className, String nodeId) throws ParametersRefused {
        var kind = known.get(className);
        if (kind == null) {
            var shown = className.substring(0, Math.min(MAX_SHOWN, className.length()));
            throw new ParametersRefused("Node " + nodeId + " is of class \"" + shown
                    + "\", which this runner does not have. It has: " + String.join(", ", known.keySet()) + ".");
        }
        return kind;
    }
}
