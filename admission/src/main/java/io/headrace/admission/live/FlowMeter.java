package io.headrace.admission.live;

import java.time.Duration;
import java.time.Instant;

/**
 * What a session has had and what it owes for that.
 *
 * @param seen at the latest look
 * @param lastInput when something had come, or when serving began
 * @param fed whether anything ever came
 * @param paidUntil by the clock
 */
public record FlowMeter(Flow seen, Instant lastInput, boolean fed, Instant paidUntil) {

    static FlowMeter begun(Instant now) {
        return new FlowMeter(Flow.NONE, now, false, now);
    }

    /** @param due in pixels */
    record Reading(FlowMeter meter, long due) {}

    /** Looks at the flow once more; what was due before is not due again. */
    Reading read(Flow flow, Metering metering, LiveLimits limits, Instant now) {
        if (flow.bytes() <= seen.bytes()) {
            return new Reading(this, 0);
        }
        return switch (metering) {
            case FLOW -> new Reading(new FlowMeter(flow, now, true, now), flow.pixels() - seen.pixels());
            case CLOCK ->
                now.isBefore(paidUntil)
                        ? new Reading(new FlowMeter(flow, now, true, paidUntil), 0)
                        : new Reading(
                                new FlowMeter(flow, now, true, now.plus(limits.clockPeriod())),
                                limits.pixelsPerClockPeriod());
        };
    }

    /** How long nothing came, if that is too long. */
    boolean isIdle(Metering metering, LiveLimits limits, Instant now) {
        return silence(now).compareTo(patience(metering, limits)) >= 0;
    }

    Duration silence(Instant now) {
        return Duration.between(lastInput, now);
    }

    private Duration patience(Metering metering, LiveLimits limits) {
        return fed ? limits.idle() : limits.untilFirstInput(metering);
    }
}
