package io.headrace.orchestrator.byoc.stream;

import java.time.Duration;

/** What is to be done about a stream. */
sealed interface StreamEffect {

    /** To say {@link StreamEvent.Looked}. */
    record LookAfter(Duration pause) implements StreamEffect {}

    /** To charge what was used, and to say {@link StreamEvent.Charged}. */
    record ChargeAfter(Duration interval) implements StreamEffect {}

    /** The last event, at the head of the channel. */
    record TellGateway(StreamEnd why) implements StreamEffect {}

    /** @param words as the body of the request */
    record StopApp(String words) implements StreamEffect {}

    /** Charge the rest, close the channels and give the place back. */
    record Close(StreamEnd why) implements StreamEffect {}
}
