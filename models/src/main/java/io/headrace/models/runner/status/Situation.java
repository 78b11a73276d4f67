package io.headrace.models.runner.status;

import java.time.Instant;
import java.util.Optional;

/** What a runner has before it. */
public sealed interface Situation {

    /** Its model is not ready. */
    record Loading(Instant since) implements Situation {}

    /** It has nothing to do. */
    record Idle(Optional<Instant> lastInput) implements Situation {}

    record Streaming(StreamVitals stream) implements Situation {}

    /** Nothing can be expected of it any more. */
    record Unfit(String reason) implements Situation {}
}
