package io.headrace.models.runner.session;

import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.Kind;
import io.headrace.models.frame.ParametersRefused;

/** The one model of a runner. Any thread. */
public interface PictureWorks {

    Kind kind();

    /** Gets ready; takes as long as it takes. */
    void load() throws FrameException;

    /** @param parameters a JSON object */
    PictureWork open(String parameters) throws ParametersRefused;
}
