package io.headrace.models.frame.filter;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_imgproc.boxFilter;

import io.headrace.models.frame.Frame;
import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.Parameter;
import io.headrace.models.frame.Parameters;
import io.headrace.models.frame.ParametersRefused;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Size;

/** Out of focus: three boxes one after the other, which is close to Gauss's bell and costs the same for any radius. */
final class Blur extends MatTransform {

    private static final Parameter.Numeric RADIUS =
            new Parameter.Numeric("radius", 1, 100, 6, "How far light is spread, in pixels.");
    private static final int BOXES = 3;

    private final Size window;
    private final Point centre = new Point(-1, -1);

    private Blur(Parameters parameters) throws ParametersRefused {
        int side = 2 * (int) Math.ceil(parameters.number(RADIUS) / BOXES) + 1;
        this.window = new Size(side, side);
    }

    static FramePipeline pipeline() {
        return new FilterPipeline("blur", List.of(RADIUS), Blur::new);
    }

    @Override
    void change(Frame frame, PlaneMats planes) {
        for (var plane : List.of(planes.red(), planes.green(), planes.blue())) {
            soften(plane);
        }
    }

    private void soften(Mat plane) {
        for (int i = 0; i < BOXES; i++) {
            boxFilter(plane, plane, CV_32F, window, centre, true, BORDER_REFLECT_101);
        }
    }

    @Override
    void closeOwn() {
        window.close();
        centre.close();
    }
}
