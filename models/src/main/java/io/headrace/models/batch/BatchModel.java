package io.headrace.models.batch;

/** What can be opened to compute a batch pipeline. Any thread. */
public interface BatchModel {

    EngineManifest manifest();

    /**
     * Gets ready; takes as long as it takes.
     *
     * @return to be closed by the caller
     * @throws EngineException when its file or its libraries cannot be used
     */
    BatchEngine open() throws EngineException;
}
