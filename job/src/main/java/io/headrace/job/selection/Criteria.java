package io.headrace.job.selection;

import io.headrace.payments.Price;
import java.util.Optional;
import java.util.Set;

/**
 * What a job demands of whoever works for it.
 *
 * @param maxPrice the most it pays per unit; empty for no ceiling
 * @param blocked whom the operator will not work with
 */
public record Criteria(Optional<Price> maxPrice, Set<Orchestrator> blocked) {

    public static final Criteria NONE = new Criteria(Optional.empty(), Set.of());

    public Criteria {
        blocked = Set.copyOf(blocked);
    }
}
