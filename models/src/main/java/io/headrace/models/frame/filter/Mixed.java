package io.headrace.models.frame.filter;

import io.headrace.models.frame.Frame;
import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.FrameTransform;
import java.util.Optional;

/** Shows so much of what a transform makes, and the rest of the picture as it was. */
final class Mixed implements FrameTransform {

    private final FrameTransform transform;
    private final float strength;
    private final PlaneRows rows = new PlaneRows();
    private Optional<Frame> before = Optional.empty();

    private Mixed(FrameTransform transform, float strength) {
        this.transform = transform;
        this.strength = strength;
    }

    /** @param strength 0 to 1 */
    static FrameTransform of(FrameTransform transform, float strength) {
        if (strength >= 1 || transform.isIdentity()) {
            return transform;
        }
        if (strength <= 0) {
            transform.close();
            return FrameTransform.IDENTITY;
        }
        return new Mixed(transform, strength);
    }

    @Override
    public Frame apply(Frame in) throws FrameException {
        var original = copyOf(in);
        var after = transform.apply(in);
        rows.change(after, original, this::mix);
        return after;
    }

    private void mix(float[] after, float[] before, int length) {
        float part = strength;
        for (int i = 0; i < length; i++) {
            after[i] = before[i] + part * (after[i] - before[i]);
        }
    }

    private Frame copyOf(Frame in) {
        if (before.isEmpty() || !before.get().hasSize(in.width(), in.height())) {
            before.ifPresent(Frame::close);
            before = Optional.of(Frame.allocate(in.width(), in.height()));
        }
        before.get().copyFrom(in);
        return before.get();
    }

    @Override
    public void close() {
        transform.close();
        before.ifPresent(Frame::close);
        before = Optional.empty();
    }
}
