package io.headrace.models.frame.filter;

import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.FrameTransform;
import io.headrace.models.frame.Parameter;
import io.headrace.models.frame.Parameters;
import io.headrace.models.frame.ParametersRefused;
import java.util.List;

/** Other colours by a table: one that has a name, or one that came along. */
final class Lut {

    private static final Parameter.Choice LOOK =
            new Parameter.Choice("look", Look.names(), "sepia", "A look by its name.");
    private static final Parameter.Text CUBE = new Parameter.Text(
            "cube", 2 << 20, "A look as the text of a 3D .cube file of up to 65 points a side, instead of a name.");

    private Lut() {}

    static FramePipeline pipeline() {
        return new FilterPipeline("lut", List.of(LOOK, CUBE), Lut::open);
    }

    private static FrameTransform open(Parameters parameters) throws ParametersRefused {
        var cube = parameters.text(CUBE);
        if (cube.isEmpty()) {
            return Look.named(parameters.choice(LOOK)).transform();
        }
        if (parameters.names().contains(LOOK.name())) {
            throw new ParametersRefused("Either \"look\" or \"cube\" can be set, not both.");
        }
        return ColourCube.parse(cube.get());
    }
}
