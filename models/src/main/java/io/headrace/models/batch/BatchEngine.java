package io.headrace.models.batch;

import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.reply.Reply;

/** A model that is ready. It answers one request at a time, whichever thread brings it. */
public interface BatchEngine extends AutoCloseable {

    /**
     * @throws RequestRefused when the request cannot be served as it is
     * @throws EngineException when the model failed at it
     */
    Reply answer(Form request) throws RequestRefused, EngineException;

    @Override
    void close();
}
