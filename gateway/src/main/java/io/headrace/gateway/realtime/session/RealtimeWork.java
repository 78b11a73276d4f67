package io.headrace.gateway.realtime.session;

import io.headrace.gateway.run.RunView;
import io.headrace.job.selection.Orchestrator;
import java.util.Optional;

/** The work on one stream, as the stream's desk holds it. Any thread; nothing blocks. */
public interface RealtimeWork {

    RunView view();

    /** Who computes the output; empty while nobody does. */
    Optional<Orchestrator> orchestrator();

    /** Other parameters from here on: a JSON object, which was looked at. */
    void update(String parameters);

    /** Nothing follows: what has come is still worked on. Told after the flow was. */
    void inputEnded();

    /** Gives it up at once. */
    void cancel();
}
