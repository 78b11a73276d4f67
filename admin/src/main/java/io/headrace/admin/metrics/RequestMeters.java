package io.headrace.admin.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/** Requests to models and containers, as an orchestrator sees them. Any thread. */
final class RequestMeters {

    private static final int MAX_PIPELINES = 50;
    private static final double[] SECONDS = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120, 300};

    private final CappedLabel pipelines = new CappedLabel(MAX_PIPELINES);
    private final Count ended;
    private final Timing served;

    RequestMeters(MeterRegistry registry) {
        ended = new Count(
                registry, "headrace_requests_total", "Requests to models and containers", "pipeline", "ending");
        served = new Timing(
                registry, "headrace_request_seconds", "From a request's place to its answer", SECONDS, "pipeline");
    }

    void served(String pipeline, Duration took) {
        count(pipeline, WorkTally.Ending.SERVED);
        served.record(took, pipelines.of(pipeline));
    }

    void count(String pipeline, WorkTally.Ending ending) {
        ended.one(pipelines.of(pipeline), ending.name().toLowerCase(Locale.ROOT));
    }
}
