package io.headrace.simulation;

/** A promise that was broken, in one sentence with the values. The seed stands in the report. */
final class Violation extends RuntimeException {

    Violation(String promise) {
        super(promise);
    }
}
