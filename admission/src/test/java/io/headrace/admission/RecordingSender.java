package io.headrace.admission;

import java.util.Optional;

/** Writes down what a unit was told. */
public final class RecordingSender implements Admission.Sender {

    public Optional<UnitRequest> place = Optional.empty();
    public Optional<Refusal> refusal = Optional.empty();
    public Optional<UnitState> end = Optional.empty();

    @Override
    public void admitted(UnitRequest request) {
        place = Optional.of(request);
    }

    @Override
    public void refused(Refusal reason) {
        refusal = Optional.of(reason);
    }

    @Override
    public void answered(UnitState state) {
        end = Optional.of(state);
    }
}
