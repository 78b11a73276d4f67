package io.headrace.models.frame.workflow;

/** What a node is for, by its class. */
sealed interface NodeKind {

    /** The stream's picture comes in. */
    record Input() implements NodeKind {}

    /** A picture leaves. */
    record Output() implements NodeKind {}

    /** @param model the id of the filter */
    record Filter(String model) implements NodeKind {}

    /** A model of the operator's, named by the node. */
    record Onnx() implements NodeKind {}
}
