package io.headrace.gateway.byoc;

import io.headrace.gateway.pay.SessionPurse;
import io.headrace.pipeline.PricingUnit;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The money that stands with orchestrators, by container: it outlives the job for which it was paid, and the next one uses
 * it. Any thread.
 */
final class ContainerPurses {

    private static final int MOST = 4_096;

    /** A price is that of its unit, and no other's money. */
    private record Key(URI service, String capability, PricingUnit unit) {}

    /** Guarded by this; the one that was used last comes last. */
    private final Map<Key, SessionPurse> purses = new LinkedHashMap<>(16, 0.75f, true);

    synchronized Optional<SessionPurse> find(URI service, String capability, PricingUnit unit) {
        return Optional.ofNullable(purses.get(new Key(service, capability, unit)));
    }

    synchronized void put(URI service, String capability, PricingUnit unit, SessionPurse purse) {
        purses.put(new Key(service, capability, unit), purse);
        if (purses.size() > MOST) {
            purses.remove(purses.keySet().iterator().next());
        }
    }

    /** What stands there is not what we think: the next job begins anew. */
    synchronized void forget(URI service, String capability) {
        purses.keySet()
                .removeIf(
                        key -> key.service().equals(service) && key.capability().equals(capability));
    }
}
