package io.headrace.orchestrator.live;

import io.headrace.admission.live.LiveAdmission;
import io.headrace.admission.live.LiveEnd;
import io.headrace.admission.live.LiveRefusal;
import java.util.concurrent.CompletableFuture;

/** What a request's thread waits for while the live desk decides. The desk answers everybody, so no wait is for ever. */
final class AskedSession implements LiveAdmission.Asker {

    private final CompletableFuture<Place> place = new CompletableFuture<>();
    private final CompletableFuture<Start> start = new CompletableFuture<>();

    /** What came of asking for a place. */
    sealed interface Place {
        record Given() implements Place {}

        record Refused(LiveRefusal refusal) implements Place {}
    }

    /** What came of the session that had one. */
    sealed interface Start {
        record Started() implements Start {}

        record Failed(LiveEnd end) implements Start {}
    }

    @Override
    public void admitted() {
        place.complete(new Place.Given());
    }

    @Override
    public void refused(LiveRefusal refusal) {
        place.complete(new Place.Refused(refusal));
    }

    @Override
    public void started() {
        start.complete(new Start.Started());
    }

    @Override
    public void failed(LiveEnd end) {
        place.complete(new Place.Refused(new LiveRefusal.Draining()));
        start.complete(new Start.Failed(end));
    }

    Place place() {
        return place.join();
    }

    Start start() {
        return start.join();
    }
}
