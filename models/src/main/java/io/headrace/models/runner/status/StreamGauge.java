package io.headrace.models.runner.status;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Counts what happens to one stream. Any thread; holds nothing that a peer can grow. */
public final class StreamGauge {

    private final InstantSource clock;
    private final Instant started;
    private final FlowMeter input = new FlowMeter();
    private final FlowMeter output = new FlowMeter();
    private String parameters;
    private Instant parametersSince;
    private Optional<Fault> lastError = Optional.empty();
    private Optional<Fault> lastRestart = Optional.empty();
    private int restarts;
    private long in;
    private long out;
    private long skipped;
    private long replayed;
    private long undecodable;

    /** @param parameters the JSON object that the stream begins with */
    public StreamGauge(InstantSource clock, String parameters) {
        this.clock = clock;
        this.started = clock.instant();
        this.parameters = parameters;
        this.parametersSince = started;
    }

    public synchronized void pictureIn() {
        in++;
        input.count(clock.instant());
    }

    public synchronized void pictureOut() {
        out++;
        output.count(clock.instant());
    }

    public synchronized void skipped() {
        skipped++;
    }

    public synchronized void replayed() {
        replayed++;
    }

    public synchronized void undecodable(long pictures) {
        undecodable += pictures;
    }

    public synchronized void parameters(String json) {
        parameters = json;
        parametersSince = clock.instant();
    }

    public synchronized Fault error(String message) {
        var fault = new Fault(clock.instant(), message);
        lastError = Optional.of(fault);
        return fault;
    }

    public synchronized Fault restarted(String message) {
        var fault = new Fault(clock.instant(), message);
        restarts++;
        lastRestart = Optional.of(fault);
        return fault;
    }

    public synchronized StreamVitals vitals() {
        var now = clock.instant();
        return new StreamVitals(
                started,
                input.flow(now),
                output.flow(now),
                parameters,
                parametersSince,
                lastError,
                lastRestart,
                restarts,
                new FrameCounts(in, out, skipped, replayed, undecodable));
    }
}
