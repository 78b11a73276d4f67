package io.headrace.machine;

import java.util.ArrayList;
import java.util.List;

/** The new state, and what it wants done, in that order. */
public record Step<S, F>(S state, List<F> effects) {

    public Step {
        effects = List.copyOf(effects);
    }

    @SafeVarargs
    public static <S, F> Step<S, F> to(S state, F... effects) {
        return new Step<>(state, List.of(effects));
    }

    /** The same step with more to be done at its end. */
    @SafeVarargs
    public final Step<S, F> and(F... more) {
        var all = new ArrayList<>(effects);
        all.addAll(List.of(more));
        return new Step<>(state, all);
    }
}
