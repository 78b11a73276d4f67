package io.headrace.models.frame;

/** The parameters of a pipeline cannot be used. The message names the field, what it said and what it may say. */
public final class ParametersRefused extends Exception {
    public ParametersRefused(String message) {
        super(message);
    }

    public ParametersRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
