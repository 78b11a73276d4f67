package io.headrace.models.frame.filter;

import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.FrameTransform;
import io.headrace.models.frame.Kind;
import io.headrace.models.frame.Parameter;
import io.headrace.models.frame.ParametersRefused;
import java.util.List;

/** Leaves pictures as they are: they are decoded and encoded, and not copied in between. */
public final class Noop implements FramePipeline {

    @Override
    public String model() {
        return "noop";
    }

    @Override
    public Kind kind() {
        return Kind.CLASSIC;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    /** Takes any parameters and heeds none, as the network's pipeline of that name does. */
    @Override
    public FrameTransform open(String parametersJson) throws ParametersRefused {
        return FrameTransform.IDENTITY;
    }

    @Override
    public boolean update(FrameTransform running, String parametersJson) {
        return true;
    }
}
