package io.headrace.admission;

import java.time.Duration;

/**
 * How much an orchestrator takes on (wire protocol sections 5.9, 5.10 and 8.4).
 *
 * @param maxSessions open at once, 1 to 100,000; the next new one is refused
 * @param waitingPerSession units of a session that may wait for the running one, 0 to 1,000
 * @param runningPerSession units of a session at work at once, 1 to 1,000
 * @param sessionIdle how long a session stays open without a unit, positive
 * @param minUnitTime what every unit may take, from its admission to its answer. Gateways give up after 8 s or four
 *     times the segment's duration, whichever is longer, and an answer is worth something only before that
 * @param unitTimeFactor what a unit may take for each second of its segment, at least 1
 * @param minAttempt a dead worker's unit is tried again only while so much of its time is left
 */
public record AdmissionLimits(
        int maxSessions,
        int waitingPerSession,
        int runningPerSession,
        Duration sessionIdle,
        Duration minUnitTime,
        double unitTimeFactor,
        Duration minAttempt) {

    public static final AdmissionLimits DEFAULT =
            new AdmissionLimits(10, 4, 1, Duration.ofSeconds(70), Duration.ofSeconds(7), 3.5, Duration.ofMillis(500));

    /** How often a unit is given to a worker: once, and once more when the first worker died (guarantee 4). */
    static final int MAX_ATTEMPTS = 2;

    public AdmissionLimits {
        within("maxSessions", maxSessions, 1, 100_000);
        within("waitingPerSession", waitingPerSession, 0, 1_000);
        within("runningPerSession", runningPerSession, 1, 1_000);
        if (!sessionIdle.isPositive()
                || !minUnitTime.isPositive()
                || minAttempt.isNegative()
                || !(unitTimeFactor >= 1)) {
            throw new IllegalArgumentException("Idle " + sessionIdle + ", unit time " + minUnitTime + " or "
                    + unitTimeFactor + " times the duration, attempt " + minAttempt + ": one is out of range");
        }
    }

    public AdmissionLimits withMaxSessions(int sessions) {
        return new AdmissionLimits(
                sessions, waitingPerSession, runningPerSession, sessionIdle, minUnitTime, unitTimeFactor, minAttempt);
    }

    public AdmissionLimits withSessionIdle(Duration idle) {
        return new AdmissionLimits(
                maxSessions, waitingPerSession, runningPerSession, idle, minUnitTime, unitTimeFactor, minAttempt);
    }

    public AdmissionLimits withRunningPerSession(int running) {
        return new AdmissionLimits(
                maxSessions, waitingPerSession, running, sessionIdle, minUnitTime, unitTimeFactor, minAttempt);
    }

    /** From admission to answer. */
    public Duration unitTime(Duration segment) {
        var proportional = Duration.ofNanos((long) (segment.toNanos() * unitTimeFactor));
        return proportional.compareTo(minUnitTime) > 0 ? proportional : minUnitTime;
    }

    int unitsPerSession() {
        return waitingPerSession + runningPerSession;
    }

    private static void within(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + min + " to " + max + ", not " + value);
        }
    }
}
