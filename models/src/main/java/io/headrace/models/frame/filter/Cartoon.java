package io.headrace.models.frame.filter;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.multiply;

import io.headrace.models.frame.Frame;
import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.Parameter;
import io.headrace.models.frame.Parameters;
import io.headrace.models.frame.ParametersRefused;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** Surfaces of a few shades with dark outlines. */
final class Cartoon extends MatTransform {

    private static final Parameter.Numeric SHADES =
            new Parameter.Numeric("shades", 2, 32, 8, "Steps of light between black and white.");

    private final GuidedFilter surfaces;
    private final EdgeMap outlines;
    private final Mat paper = new Mat();
    private final PlaneRows rows = new PlaneRows();
    private final float shades;

    private Cartoon(Parameters parameters) throws ParametersRefused {
        this.shades = parameters.whole(SHADES);
        int radius = parameters.whole(EdgePreserving.RADIUS);
        double contrast = parameters.number(EdgePreserving.CONTRAST);
        double sigma = parameters.number(Edges.SMOOTHING);
        double threshold = parameters.number(Edges.THRESHOLD);
        this.surfaces = new GuidedFilter(radius, contrast);
        this.outlines = new EdgeMap(sigma, threshold);
    }

    static FramePipeline pipeline() {
        return new FilterPipeline(
                "cartoon",
                List.of(SHADES, EdgePreserving.RADIUS, EdgePreserving.CONTRAST, Edges.SMOOTHING, Edges.THRESHOLD),
                Cartoon::new);
    }

    @Override
    void change(Frame frame, PlaneMats planes) {
        outlines.of(planes).convertTo(paper, CV_32F, -1, 1);
        surfaces.apply(planes);
        rows.change(frame, this::shade);
        for (var plane : List.of(planes.red(), planes.green(), planes.blue())) {
            multiply(plane, paper, plane);
        }
    }

    /** Brings the luma of each pixel to the middle of its step; colours keep their proportions. */
    private void shade(float[] red, float[] green, float[] blue, int length) {
        float steps = shades;
        for (int i = 0; i < length; i++) {
            float luma = Math.clamp(0.299f * red[i] + 0.587f * green[i] + 0.114f * blue[i], 0.001f, 0.999f);
            float factor = ((int) (luma * steps) + 0.5f) / (steps * luma);
            red[i] = Math.clamp(red[i] * factor, 0f, 1f);
            green[i] = Math.clamp(green[i] * factor, 0f, 1f);
            blue[i] = Math.clamp(blue[i] * factor, 0f, 1f);
        }
    }

    @Override
    void closeOwn() {
        surfaces.close();
        outlines.close();
        paper.close();
    }
}
