package io.headrace.models.frame;

import java.util.List;

/** Transforms one after the other. */
public final class FrameTransformChain implements FrameTransform {

    private final List<FrameTransform> links;

    private FrameTransformChain(List<FrameTransform> links) {
        this.links = links;
    }

    /** @param links in their order; from now on the chain's */
    public static FrameTransform of(List<FrameTransform> links) {
        var changing = links.stream().filter(link -> !link.isIdentity()).toList();
        return changing.isEmpty() ? IDENTITY : new FrameTransformChain(changing);
    }

    @Override
    public Frame apply(Frame in) throws FrameException {
        var frame = in;
        for (var link : links) {
            frame = link.apply(frame);
        }
        return frame;
    }

    @Override
    public void close() {
        links.forEach(FrameTransform::close);
    }
}
