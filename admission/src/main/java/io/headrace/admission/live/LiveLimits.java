package io.headrace.admission.live;

import java.time.Duration;

/**
 * How much live work an orchestrator takes on, and how long it waits for whom.
 *
 * @param maxSessions open at once, 1 to 10,000, whatever the runners could do
 * @param sessionsPerSender open at once for one paying address, at least 1; off chain there is no such limit
 * @param startTime from the place that was given until a runner has taken the session
 * @param tick how often a session's flow is looked at and charged
 * @param clockPeriod for how long in advance a session is charged that is charged by the clock
 * @param unpaid for so long a session whose balance does not cover what came may go on, because its payment may be on
 *     the way; with two ticks at most 2 s (guarantee 2)
 * @param idle a session is ended of whose gateway neither input nor a word came for so long; gateways say one every 10 s
 * @param linger between telling the gateway why its session ends and closing the channels
 */
public record LiveLimits(
        int maxSessions,
        int sessionsPerSender,
        Duration startTime,
        Duration tick,
        Duration clockPeriod,
        Duration unpaid,
        Duration idle,
        Duration linger) {

    /** What existing gateways pay for, whatever they send: 1280 x 720 at 30 frames per second. */
    public static final long CLOCK_PIXELS_PER_SECOND = 27_648_000;

    private static final Duration LONGEST_UNPAID = Duration.ofSeconds(2);

    public static final LiveLimits DEFAULT = new LiveLimits(
            100,
            20,
            Duration.ofSeconds(60),
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            Duration.ofMillis(900),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2));

    /** 640 x 360 at 30 frames per second. */
    private static final long LIKELY_PIXELS_PER_SECOND = 6_912_000;

    public LiveLimits {
        if (maxSessions < 1 || maxSessions > 10_000 || sessionsPerSender < 1) {
            throw new IllegalArgumentException(
                    "There are 1 to 10,000 live sessions and at least one for each sender, not " + maxSessions + " and "
                            + sessionsPerSender);
        }
        for (var time : new Duration[] {startTime, tick, clockPeriod, idle}) {
            if (!time.isPositive()) {
                throw new IllegalArgumentException("A live session is waited for longer than " + time);
            }
        }
        if (unpaid.isNegative() || unpaid.plus(tick.multipliedBy(2)).compareTo(LONGEST_UNPAID) > 0) {
            throw new IllegalArgumentException(
                    "No session goes on unpaid for longer than 2 s, as with " + unpaid + " and a look every " + tick);
        }
        if (linger.isNegative()) {
            throw new IllegalArgumentException("Channels cannot close " + linger + " after their session's end");
        }
    }

    public LiveLimits withSessions(int most, int perSender) {
        return new LiveLimits(most, perSender, startTime, tick, clockPeriod, unpaid, idle, linger);
    }

    public LiveLimits withIdle(Duration silence) {
        return new LiveLimits(maxSessions, sessionsPerSender, startTime, tick, clockPeriod, unpaid, silence, linger);
    }

    /** What an account must cover before a session begins: the first charge, or what that is likely to be. */
    public long pixelsToBegin(Metering metering) {
        return switch (metering) {
            case FLOW -> Math.multiplyExact(LIKELY_PIXELS_PER_SECOND, tick.toMillis()) / 1_000;
            case CLOCK -> pixelsPerClockPeriod();
        };
    }

    /** What one period by the clock costs, in pixels. */
    long pixelsPerClockPeriod() {
        return Math.multiplyExact(CLOCK_PIXELS_PER_SECOND, clockPeriod.toMillis()) / 1_000;
    }
}
