package io.headrace.node.log;

/** How lines of the log look. */
public enum LogForm {
    /** Time, level, logger, what the line is about, and the sentence. */
    TEXT,
    /** As {@link JsonLines} writes them. */
    JSON
}
