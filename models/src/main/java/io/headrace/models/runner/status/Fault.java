package io.headrace.models.runner.status;

import java.time.Instant;

/** Something that went wrong, in a sentence for people. */
public record Fault(Instant at, String message) {}
