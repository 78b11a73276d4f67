package io.headrace.simulation;

/** A promise that was broken, in one sentence with the values. The seed stands in the report. */
public final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Violation(String promise) {
        super(promise);
    }
}
