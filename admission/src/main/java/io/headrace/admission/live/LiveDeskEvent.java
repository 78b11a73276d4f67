package io.headrace.admission.live;

import io.headrace.media.ManifestId;
import java.time.Duration;

/** What happened at the desk. */
public sealed interface LiveDeskEvent {

    /** @param capacity how many sessions of its model the workshop runs at once, as of now */
    record SessionRequested(LiveRequest request, int capacity) implements LiveDeskEvent {}

    record SessionMoved(ManifestId session, LiveEvent event) implements LiveDeskEvent {}

    /** @param patience how long open sessions may go on */
    record DrainRequested(Duration patience) implements LiveDeskEvent {}

    record DrainPatienceEnded() implements LiveDeskEvent {}
}
