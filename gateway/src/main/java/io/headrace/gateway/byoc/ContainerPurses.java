package io.headrace.gateway.byoc;

import io.headrace.gateway.pay.SessionPurse;
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

    private record Key(URI service, String capability) {}

    /** Guarded by this; the one that was used last comes last. */
    private final Map<Key, SessionPurse> purses = new LinkedHashMap<>(16, 0.75f, true);

    synchronized Optional<SessionPurse> find(URI service, String capability) {
        return Optional.ofNullable(purses.get(new Key(service, capability)));
    }

    synchronized void put(URI service, String capability, SessionPurse purse) {
        purses.put(new Key(service, capability), purse);
        if (purses.size() > MOST) {
            purses.remove(purses.keySet().iterator().next());
        }
    }

    /** What stands there is not what we think: the next job begins anew. */
    synchronized void forget(URI service, String capability) {
        purses.remove(new Key(service, capability));
    }
}
