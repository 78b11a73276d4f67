package io.headrace.orchestrator.runner.price;

import io.headrace.wire.runner.RunnerPrice;

/** What a session of a runner is charged by. */
public enum Measure {
    SECONDS(RunnerPrice.Unit.SECOND, 1),
    /** As if each second were thirty pictures of 1280 × 720, whatever is sent. */
    PIXELS_OF_720P(RunnerPrice.Unit.PIXEL_OF_720P, 1_280L * 720 * 30),
    /** Once, however long. */
    SESSION(RunnerPrice.Unit.FIXED, 0);

    private final RunnerPrice.Unit advertised;
    private final long unitsPerSecond;

    Measure(RunnerPrice.Unit advertised, long unitsPerSecond) {
        this.advertised = advertised;
        this.unitsPerSecond = unitsPerSecond;
    }

    static Measure of(RunnerPrice.Unit unit) {
        return switch (unit) {
            case HOUR, SECOND -> SECONDS;
            case HOUR_OF_720P, PIXEL_OF_720P -> PIXELS_OF_720P;
            case FIXED -> SESSION;
        };
    }

    RunnerPrice.Unit advertised() {
        return advertised;
    }

    boolean grows() {
        return unitsPerSecond > 0;
    }

    long unitsPerSecond() {
        return unitsPerSecond;
    }
}
