package io.headrace.models.frame.filter;

import io.headrace.models.frame.Frame;
import io.headrace.models.frame.FrameTransform;
import java.util.Optional;

/** Changes frames in place by OpenCV. */
abstract class MatTransform implements FrameTransform {

    private Optional<PlaneMats> planes = Optional.empty();

    @Override
    public final Frame apply(Frame in) {
        if (planes.isEmpty() || !planes.get().show(in)) {
            planes.ifPresent(PlaneMats::close);
            planes = Optional.of(new PlaneMats(in));
        }
        change(in, planes.get());
        return in;
    }

    abstract void change(Frame frame, PlaneMats planes);

    /** Of the matrices of its own. */
    abstract void closeOwn();

    @Override
    public final void close() {
        planes.ifPresent(PlaneMats::close);
        planes = Optional.empty();
        closeOwn();
    }
}
