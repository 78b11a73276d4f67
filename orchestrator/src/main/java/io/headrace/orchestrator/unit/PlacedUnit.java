package io.headrace.orchestrator.unit;

import io.headrace.admission.Admission;
import io.headrace.admission.Refusal;
import io.headrace.admission.UnitRequest;
import io.headrace.admission.UnitState;
import java.util.concurrent.CompletableFuture;

/** What a request's thread waits for while the desk decides. The desk answers everybody, so no wait is for ever. */
final class PlacedUnit implements Admission.Sender {

    private final CompletableFuture<Place> place = new CompletableFuture<>();
    private final CompletableFuture<UnitState> end = new CompletableFuture<>();

    /** What came of asking for a place. */
    sealed interface Place {
        record Given(UnitRequest request) implements Place {}

        record Refused(Refusal refusal) implements Place {}
    }

    @Override
    public void admitted(UnitRequest request) {
        place.complete(new Place.Given(request));
    }

    @Override
    public void refused(Refusal refusal) {
        place.complete(new Place.Refused(refusal));
    }

    @Override
    public void answered(UnitState state) {
        place.complete(new Place.Refused(new Refusal.Draining()));
        end.complete(state);
    }

    Place place() {
        return place.join();
    }

    UnitState end() {
        return end.join();
    }

    boolean isAnswered() {
        return end.isDone();
    }
}
