package io.headrace.models.batch;

/** A model cannot be opened, or failed at a request that looked sound. */
public final class EngineException extends Exception {
    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
