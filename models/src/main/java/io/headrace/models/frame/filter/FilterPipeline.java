package io.headrace.models.frame.filter;

import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.FrameTransform;
import io.headrace.models.frame.Kind;
import io.headrace.models.frame.Parameter;
import io.headrace.models.frame.Parameters;
import io.headrace.models.frame.ParametersRefused;
import java.util.ArrayList;
import java.util.List;

/**
 * One method of image processing as a pipeline. Beside its own parameters it has {@code strength}: from the picture as it was
 * (0) to what the method makes of it (1).
 */
final class FilterPipeline implements FramePipeline {

    private static final Parameter.Numeric STRENGTH = new Parameter.Numeric(
            "strength", 0, 1, 1, "How much of the result is shown: 0 leaves pictures as they are.");

    private final String model;
    private final List<Parameter> parameters;
    private final Method method;

    /** @param own parameters of the method; at {@code strength} 0 they are checked all the same */
    FilterPipeline(String model, List<? extends Parameter> own, Method method) {
        this.model = model;
        this.method = method;
        var all = new ArrayList<Parameter>(own);
        all.add(STRENGTH);
        this.parameters = List.copyOf(all);
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public Kind kind() {
        return Kind.CLASSIC;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public FrameTransform open(String parametersJson) throws ParametersRefused {
        var given = Parameters.of(parametersJson, parameters);
        double strength = given.number(STRENGTH);
        return Mixed.of(method.with(given), (float) strength);
    }

    /** How a transform is made of its parameters. It may change frames in place, and keeps their size. */
    interface Method {
        FrameTransform with(Parameters parameters) throws ParametersRefused;
    }
}
