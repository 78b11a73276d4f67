package io.headrace.models.frame.filter;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;

import io.headrace.models.frame.Frame;
import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.Parameter;
import io.headrace.models.frame.Parameters;
import io.headrace.models.frame.ParametersRefused;
import java.util.List;

/** Lines where the picture changes fast, and nothing else. */
final class Edges extends MatTransform {

    static final Parameter.Numeric THRESHOLD = new Parameter.Numeric(
            "threshold", 0, 1, 0.1, "Steps of light below it are no line; 1 is from black to white.");
    static final Parameter.Numeric SMOOTHING = new Parameter.Numeric(
            "smoothing", 0, 10, 1.2, "Pixels of blur before lines are looked for, against noise.");
    private static final Parameter.Choice LINES =
            new Parameter.Choice("lines", List.of("light", "dark"), "light", "Light lines on black, or dark on white.");

    private final EdgeMap edges;
    private final boolean dark;

    private Edges(Parameters parameters) throws ParametersRefused {
        double sigma = parameters.number(SMOOTHING);
        double threshold = parameters.number(THRESHOLD);
        this.dark = parameters.choice(LINES).equals("dark");
        this.edges = new EdgeMap(sigma, threshold);
    }

    static FramePipeline pipeline() {
        return new FilterPipeline("edges", List.of(THRESHOLD, SMOOTHING, LINES), Edges::new);
    }

    @Override
    void change(Frame frame, PlaneMats planes) {
        var map = edges.of(planes);
        map.convertTo(planes.red(), CV_32F, dark ? -1 : 1, dark ? 1 : 0);
        planes.red().copyTo(planes.green());
        planes.red().copyTo(planes.blue());
    }

    @Override
    void closeOwn() {
        edges.close();
    }
}
