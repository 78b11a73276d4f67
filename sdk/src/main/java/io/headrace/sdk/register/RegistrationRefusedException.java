package io.headrace.sdk.register;

/** An orchestrator that will not have this pipeline. The message says what its operator, or ours, can do. */
public final class RegistrationRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RegistrationRefusedException(String message) {
        super(message);
    }
}
