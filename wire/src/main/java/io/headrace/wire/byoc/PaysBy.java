package io.headrace.wire.byoc;

import io.headrace.pipeline.PricingUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * By which units a gateway can pay an application: a header of ours, which existing gateways do not send and existing
 * orchestrators do not look at. Existing gateways take every price for that of a second, so they are not told one that is
 * not.
 *
 * <pre>
 * X-Headrace-Pays-By: pixel, character      of a request for a token: any of these
 * X-Headrace-Pays-By: pixel                 of a job: the one that the token named
 * </pre>
 */
public record PaysBy(Set<PricingUnit> units) {

    public static final String HEADER = "X-Headrace-Pays-By";

    /** What existing gateways can: what nodes count. */
    public static final PaysBy NETWORK = new PaysBy(Set.of());

    /** What gateways of ours can, for requests. */
    public static final PaysBy ANY = new PaysBy(EnumSet.allOf(PricingUnit.class));

    private static final String SEPARATOR = ", ";

    public PaysBy {
        units = Set.copyOf(units);
    }

    public static PaysBy only(PricingUnit unit) {
        return unit.isTold() ? new PaysBy(Set.of(unit)) : NETWORK;
    }

    /** Nodes know seconds and requests without a word. */
    public boolean covers(PricingUnit unit) {
        return !unit.isTold() || units.contains(unit);
    }

    /** Whether it needs no word. */
    public boolean isNetworks() {
        return units.isEmpty();
    }

    /** @param text empty where there is no such header; units that nobody knows are passed over */
    public static PaysBy decode(String text) {
        return new PaysBy(Arrays.stream(text.split(","))
                .map(PaysBy::unit)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static Optional<PricingUnit> unit(String word) {
        return Arrays.stream(PricingUnit.values())
                .filter(unit -> unit.word().equals(word.strip()))
                .findFirst();
    }

    public String encode() {
        return units.stream().sorted().map(PricingUnit::word).collect(Collectors.joining(SEPARATOR));
    }
}
