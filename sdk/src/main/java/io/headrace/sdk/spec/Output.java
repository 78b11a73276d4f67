package io.headrace.sdk.spec;

import io.headrace.sdk.shape.Shape;

/** How a pipeline answers. */
public sealed interface Output {
    /** Of the whole output, or of one element of it. */
    Shape shape();

    /** All at once. */
    record Whole(Shape shape) implements Output {}

    /** Element by element, as server-sent events. */
    record Streamed(Shape shape) implements Output {}
}
