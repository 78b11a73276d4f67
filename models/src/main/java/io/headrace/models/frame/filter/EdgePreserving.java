package io.headrace.models.frame.filter;

import io.headrace.models.frame.Frame;
import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.Parameter;
import io.headrace.models.frame.Parameters;
import io.headrace.models.frame.ParametersRefused;
import java.util.List;

/** Smooths surfaces and leaves outlines sharp. */
final class EdgePreserving extends MatTransform {

    static final Parameter.Numeric RADIUS =
            new Parameter.Numeric("radius", 1, 60, 8, "How far surfaces are smoothed, in pixels.");
    static final Parameter.Numeric CONTRAST =
            new Parameter.Numeric("contrast", 0.01, 1, 0.12, "Steps of light below it are smoothed, those above stay.");

    private final GuidedFilter filter;

    private EdgePreserving(Parameters parameters) throws ParametersRefused {
        int radius = parameters.whole(RADIUS);
        double contrast = parameters.number(CONTRAST);
        this.filter = new GuidedFilter(radius, contrast);
    }

    static FramePipeline pipeline() {
        return new FilterPipeline("edge-preserving", List.of(RADIUS, CONTRAST), EdgePreserving::new);
    }

    @Override
    void change(Frame frame, PlaneMats planes) {
        filter.apply(planes);
    }

    @Override
    void closeOwn() {
        filter.close();
    }
}
