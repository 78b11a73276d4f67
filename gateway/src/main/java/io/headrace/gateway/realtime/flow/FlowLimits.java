package io.headrace.gateway.realtime.flow;

import java.time.Duration;

/**
 * How long a stream waits for the sessions that compute it, and what it keeps for them.
 *
 * @param stall of the output, while input flows
 * @param coldOutput until the first output of a session that was not prepared
 * @param warmOutput until the first output of one that was
 * @param lag by which the delay of the output may grow over its least
 * @param silence without an event of an existing peer
 * @param hand for so long a session that can take over waits for what the one before still owes
 * @param keepAlive how often something is said on the control channel
 * @param segment the least length of an input segment
 * @param segmentBytes of the largest input segment: the last two are kept for sessions that are to come; with
 *     what carries them it stays below the 64 MiB that a trickle server takes
 * @param backlogBytes of input that wait for one session; a whole segment at least
 * @param backlogSegments begun and not yet taken by one session
 * @param callbacks that may wait for the listener; pictures, sound and events beyond are dropped
 */
public record FlowLimits(
        Duration stall,
        Duration coldOutput,
        Duration warmOutput,
        Duration lag,
        Duration silence,
        Duration hand,
        Duration keepAlive,
        Duration segment,
        long segmentBytes,
        long backlogBytes,
        int backlogSegments,
        int callbacks) {
    private static final long MIB = 1 << 20;

    public static final FlowLimits DEFAULT = new FlowLimits(
            Duration.ofMillis(400),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofMillis(250),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            60 * MIB,
            96 * MIB,
            3,
            4_096);

    public FlowLimits {
        if (!stall.isPositive()
                || warmOutput.compareTo(stall) < 0
                || coldOutput.compareTo(warmOutput) < 0
                || !lag.isPositive()
                || !silence.isPositive()
                || hand.isNegative()
                || !keepAlive.isPositive()
                || !segment.isPositive()) {
            throw new IllegalArgumentException("Not times of a stream: stall " + stall + ", first output warm "
                    + warmOutput + " and cold " + coldOutput + ", lag " + lag + ", silence " + silence
                    + ", handing over "
                    + hand + ", keep-alive " + keepAlive + ", segments of " + segment);
        }
        if (segmentBytes <= 0 || backlogBytes < segmentBytes || backlogSegments <= 0 || callbacks <= 0) {
            throw new IllegalArgumentException("Not bounds of a stream: " + segmentBytes + " bytes a segment, "
                    + backlogBytes + " bytes and " + backlogSegments + " segments waiting, " + callbacks
                    + " callbacks");
        }
    }
}
