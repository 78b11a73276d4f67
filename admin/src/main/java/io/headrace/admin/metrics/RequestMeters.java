package io.headrace.admin.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Requests to models, as their gateway sees them. Any thread. */
final class RequestMeters implements RequestTally {

    private static final double[] OWN_SECONDS = {
        .0001, .0002, .0003, .0004, .0005, .00075, .001, .0015, .002, .003, .004, .005, .0075, .01, .015, .02, .03, .05,
        .1, .2, .5, 1
    };

    private final Timing own;

    RequestMeters(MeterRegistry registry) {
        own = new Timing(
                registry,
                "headrace_gateway_request_overhead_seconds",
                "What the gateway itself took of a request that was answered",
                OWN_SECONDS);
    }

    @Override
    public void told(Duration took) {
        own.record(took);
    }
}
