package io.headrace.inference.runner;

/**
 * A session for a runner.
 *
 * @param session number of it, never used twice; at least 1
 * @param request JSON for the runner; tokens of channels are in it
 */
public record Assignment(long session, String request) {

    public Assignment {
        if (session < 1) {
            throw new IllegalArgumentException("Sessions are numbered from 1: " + session);
        }
    }

    /** Without the request. */
    @Override
    public String toString() {
        return "Assignment[" + session + "]";
    }
}
