package io.headrace.inference.source;

/** What became of the wish for a runner. */
public sealed interface Opening {

    record Opened(OpenRunner runner) implements Opening {}

    /** @param sentence what was tried and why it failed, for people */
    record Failed(String sentence) implements Opening {}
}
