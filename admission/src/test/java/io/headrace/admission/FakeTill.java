package io.headrace.admission;

import io.headrace.media.PixelCount;
import java.util.ArrayList;
import java.util.List;

/** Writes down what was charged and what was given back. */
public final class FakeTill implements Till {

    public final List<Charge> charges = new ArrayList<>();
    public final List<UnitId> released = new ArrayList<>();

    /** What a unit was charged for. */
    public record Charge(UnitId unit, PixelCount pixels) {}

    @Override
    public void settle(UnitRequest request, Cover cover, PixelCount pixels) {
        charges.add(new Charge(request.unit(), pixels));
    }

    @Override
    public void release(UnitRequest request, Cover cover) {
        released.add(request.unit());
    }
}
