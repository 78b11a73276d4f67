package io.headrace.models.batch;

import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.reply.Reply;
import io.headrace.pipeline.Progress;
import java.util.function.Consumer;

/** A model that is ready. It answers one request at a time, whichever thread brings it. */
public interface BatchEngine extends AutoCloseable {

    /**
     * @throws RequestRefused when the request cannot be served as it is
     * @throws EngineException when the model failed at it
     */
    Reply answer(Form request) throws RequestRefused, EngineException;

    /**
     * The same, and says how far it is where that takes long.
     *
     * @param told on the engine's thread; returns at once
     */
    default Reply answer(Form request, Consumer<Progress> told) throws RequestRefused, EngineException {
        return answer(request);
    }

    @Override
    void close();
}
