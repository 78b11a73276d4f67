package io.headrace.models.runner.session;

import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.Kind;
import io.headrace.models.frame.ParametersRefused;
import java.util.function.BooleanSupplier;

/** The one model of a runner. Any thread. */
public interface PictureWorks {

    Kind kind();

    /** Gets ready; takes as long as it takes. */
    void load() throws FrameException;

    /**
     * Works on pictures of its own, as somebody who waits may let it, so that the first of a stream go as those that follow.
     * What was rehearsed to the end is not rehearsed again.
     *
     * @param goesOn asked again and again, and may take its time; the end may come a moment after it said no
     */
    void rehearse(String parameters, BooleanSupplier goesOn) throws FrameException, ParametersRefused;

    /** @param parameters a JSON object */
    PictureWork open(String parameters) throws ParametersRefused;
}
