package io.headrace.inference.runner;

/** How a session on a runner ended. */
public sealed interface SessionEnd {

    /** It was given up by us, or its input ended. */
    record Finished() implements SessionEnd {}

    /** @param sentence what the runner said, or what became of it; for people */
    record Failed(String sentence) implements SessionEnd {}
}
