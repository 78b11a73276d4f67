package io.headrace.ethereum.rpc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An endpoint and what is known of it. Any thread. */
final class WatchedEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedEndpoint.class);

    private final Endpoint endpoint;
    private final AtomicReference<EndpointHealth> health = new AtomicReference<>(EndpointHealth.UNKNOWN);

    WatchedEndpoint(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    String name() {
        return endpoint.name();
    }

    EndpointHealth health() {
        return health.get();
    }

    Reply ask(String method, List<?> parameters, Duration limit) {
        return endpoint.ask(method, parameters, limit);
    }

    /** Says aloud when an endpoint begins to fail and when it is back, not at each failure between. */
    void update(UnaryOperator<EndpointHealth> change) {
        var before = health.getAndUpdate(change);
        var after = change.apply(before);
        if (before.failures() == 0 && after.failures() > 0) {
            LOG.warn("The chain's endpoint {} is passed over: {}", name(), after.lastFault());
        } else if (before.failures() > 0 && after.failures() == 0) {
            LOG.info("The chain's endpoint {} answers again", name());
        }
    }
}
