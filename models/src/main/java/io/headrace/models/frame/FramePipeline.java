package io.headrace.models.frame;

import java.util.List;

/** A way to work on pictures, by its model id. Used by any thread; what it opens is for one. */
public interface FramePipeline {

    /** Unique among those of a runner. */
    String model();

    Kind kind();

    /** What may be set; anything else is refused by its name. */
    List<Parameter> parameters();

    /**
     * @param parametersJson an object; blank for none
     * @return to be closed by the caller
     */
    FrameTransform open(String parametersJson) throws ParametersRefused;

    /**
     * Gives a running transform other parameters, if it can take them where it is. Called by the thread that uses it.
     *
     * @param running was opened by this pipeline; it is as it was when this refuses or returns false
     * @return true if changed in place, false if it must be opened anew
     */
    default boolean update(FrameTransform running, String parametersJson) throws ParametersRefused {
        return false;
    }
}
