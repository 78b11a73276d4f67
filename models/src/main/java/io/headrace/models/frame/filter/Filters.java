package io.headrace.models.frame.filter;

import io.headrace.models.frame.FramePipeline;
import java.util.List;

/** All filters, and the chain of them. */
public final class Filters {

    private Filters() {}

    /** Those that work on a picture by themselves. */
    public static List<FramePipeline> single() {
        return List.of(
                Edges.pipeline(), EdgePreserving.pipeline(), Cartoon.pipeline(), Lut.pipeline(), Blur.pipeline());
    }

    /** The chain of those, {@code filter}. */
    public static FramePipeline chain() {
        return new FilterChain(single());
    }
}
