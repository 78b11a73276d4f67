package io.headrace.models.runner.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When the status of a stream is told: at once, after each change of its state, and every so often. For one thread.
 */
public final class StatusTeller {

    private final EventDocuments documents;
    private final Duration every;
    private Optional<Instant> told = Optional.empty();
    private RunnerState state = RunnerState.LOADING;
    private Instant since = Instant.EPOCH;

    public StatusTeller(EventDocuments documents, Duration every) {
        this.documents = documents;
        this.every = every;
    }

    /** The document to send now, if one is due. */
    public Optional<String> due(StreamVitals stream, Instant now) {
        var judged = StateRules.state(new Situation.Streaming(stream), now);
        boolean changed = told.isEmpty() || judged != state;
        if (!changed
                && told.filter(at -> Duration.between(at, now).compareTo(every) < 0)
                        .isPresent()) {
            return Optional.empty();
        }
        since = changed ? now : since;
        state = judged;
        var document = documents.status(stream, judged, since, told, now);
        told = Optional.of(now);
        return Optional.of(document);
    }
}
