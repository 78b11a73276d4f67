package io.headrace.admin;

/** Tells of the node itself. Any thread; does not block. */
@FunctionalInterface
public interface NodeView {
    NodeStatus now();
}
