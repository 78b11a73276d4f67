package io.headrace.admission.live;

import java.time.Duration;
import java.time.Instant;

/**
 * What a session has had and what it owes for that.
 *
 * @param seen at the latest look
 * @param lastSign when input or a word had come, or when serving began
 * @param paidUntil by the clock
 */
public record FlowMeter(Flow seen, Instant lastSign, Instant paidUntil) {

    static FlowMeter begun(Instant now) {
        return new FlowMeter(Flow.NONE, now, now);
    }

    /** @param due in pixels */
    record Reading(FlowMeter meter, long due) {}

    /** Looks at the flow once more; what was due before is not due again. */
    Reading read(Flow flow, Metering metering, LiveLimits limits, Instant now) {
        if (flow.bytes() <= seen.bytes()) {
            return new Reading(new FlowMeter(flow, flow.words() > seen.words() ? now : lastSign, paidUntil), 0);
        }
        return switch (metering) {
            case FLOW -> new Reading(new FlowMeter(flow, now, now), flow.pixels() - seen.pixels());
            case CLOCK ->
                now.isBefore(paidUntil)
                        ? new Reading(new FlowMeter(flow, now, paidUntil), 0)
                        : new Reading(
                                new FlowMeter(flow, now, now.plus(limits.clockPeriod())),
                                limits.pixelsPerClockPeriod());
        };
    }

    /** Whether neither input nor a word came for too long. */
    boolean isIdle(LiveLimits limits, Instant now) {
        return silence(now).compareTo(limits.idle()) >= 0;
    }

    Duration silence(Instant now) {
        return Duration.between(lastSign, now);
    }
}
