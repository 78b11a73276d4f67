package io.headrace.models.frame.workflow;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One node of a workflow.
 *
 * @param id by which others refer to it
 * @param source the node whose picture it takes; none for the input
 * @param settings its other inputs
 */
record Node(String id, NodeKind kind, Optional<String> source, ObjectNode settings) {}
