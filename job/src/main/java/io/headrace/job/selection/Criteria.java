package io.headrace.job.selection;

import io.headrace.payments.Price;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a job demands of whoever works for it.
 *
 * @param terms whether the job pays
 * @param maxPrice the most it pays per unit; empty for no ceiling
 * @param blocked whom the operator will not work with
 * @param regions one of which it must stand in, in lower case; empty for anywhere
 */
public record Criteria(Terms terms, Optional<Price> maxPrice, Set<Orchestrator> blocked, Set<String> regions) {

    /** Anybody, at any price, so long as there is one. */
    public static final Criteria ANY_PRICE = new Criteria(Terms.PAID, Optional.empty(), Set.of());

    /** On a network without money. */
    public static final Criteria UNPAID = new Criteria(Terms.UNPAID, Optional.empty(), Set.of());

    public Criteria {
        blocked = Set.copyOf(blocked);
        regions =
                regions.stream().map(region -> region.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Wherever it stands. */
    public Criteria(Terms terms, Optional<Price> maxPrice, Set<Orchestrator> blocked) {
        this(terms, maxPrice, blocked, Set.of());
    }

    public static Criteria atMost(Price ceiling) {
        return new Criteria(Terms.PAID, Optional.of(ceiling), Set.of());
    }

    /** Whether money moves at all. */
    public enum Terms {
        PAID,
        /** A price is not needed, and one that is named is not paid. */
        UNPAID
    }
}
