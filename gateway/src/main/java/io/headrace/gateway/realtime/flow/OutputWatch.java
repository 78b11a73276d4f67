package io.headrace.gateway.realtime.flow;

import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides whether the output of one session still comes as it should. It measures from the first picture that was sent
 * after the last output: only while more follow can an answer be missed, so a source that ends or pauses is never
 * a reason. Sources of less than a picture a second are not watched for stalls.
 *
 * <p>Pure: every call says what time it is, in nanoseconds of one monotonic clock. For one thread.
 */
final class OutputWatch {

    /** Pictures sent whose output has not come: more are a minute at 60 a second. */
    private static final int MAX_SENT = 4_096;
    /** Pictures further apart are a source that paused between. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long NEVER = Long.MIN_VALUE;

    /** Why the session is to be left, and the sentence that says so. */
    record Verdict(Failing why, String sentence) {}

    private final FlowLimits limits;
    /** When a picture was sent, by its presentation time. */
    private final TreeMap<Long, Long> sent = new TreeMap<>();

    private Duration firstOutput;
    private boolean eventsExpected;
    private long eventNanos;

    private boolean outputCame;
    private long unansweredNanos = NEVER;
    private long sentNanos = NEVER;
    private long leastLagNanos = Long.MAX_VALUE;
    private long lagNanos;

    private OutputWatch(FlowLimits limits, Duration firstOutput) {
        this.limits = limits;
        this.firstOutput = firstOutput;
    }

    /** Of a session that was opened for this stream and has to load what it needs. */
    static OutputWatch cold(FlowLimits limits) {
        return new OutputWatch(limits, limits.coldOutput());
    }

    /** Of a session that stood by: nothing is left to be loaded. */
    static OutputWatch warm(FlowLimits limits) {
        return new OutputWatch(limits, limits.warmOutput());
    }

    /** The session speaks for itself from now on, at least every {@link FlowLimits#silence}. */
    void expectEvents(long nanos) {
        eventsExpected = true;
        eventNanos = nanos;
    }

    void event(long nanos) {
        eventNanos = nanos;
    }

    /** It was told to show nothing up to some picture: what it showed before says nothing about when that comes. */
    void resumed(long nanos) {
        firstOutput = limits.warmOutput();
        outputCame = false;
        unansweredNanos = unansweredNanos == NEVER ? NEVER : nanos;
    }

    void sent(long presentation, long nanos) {
        if (unansweredNanos == NEVER || nanos - sentNanos > PAUSE_NANOS) {
            unansweredNanos = nanos;
        }
        sentNanos = nanos;
        sent.put(presentation, nanos);
        if (sent.size() > MAX_SENT) {
            sent.pollFirstEntry();
        }
    }

    void output(long presentation, long nanos) {
        outputCame = true;
        unansweredNanos = NEVER;
        var source = sent.ceilingEntry(presentation);
        if (source != null) {
            lagNanos = nanos - source.getValue();
            leastLagNanos = Math.min(leastLagNanos, lagNanos);
            sent.headMap(presentation, true).clear();
        }
    }

    /** Empty while there is nothing to complain of. */
    Optional<Verdict> check(long nanos) {
        var patience = outputCame ? limits.stall() : firstOutput;
        if (unansweredNanos != NEVER
                && nanos - unansweredNanos >= patience.toNanos()
                && sentNanos - unansweredNanos >= patience.toNanos() / 2) {
            return verdict(
                    Failing.STALLED,
                    "No " + (outputCame ? "" : "first ") + "output for "
                            + Duration.ofNanos(nanos - unansweredNanos).toMillis()
                            + " ms while input flows; the limit is "
                            + patience.toMillis() + " ms.");
        }
        if (leastLagNanos != Long.MAX_VALUE
                && lagNanos - leastLagNanos > limits.lag().toNanos()) {
            return verdict(
                    Failing.TOO_SLOW,
                    "The output's delay grew from "
                            + Duration.ofNanos(leastLagNanos).toMillis() + " to "
                            + Duration.ofNanos(lagNanos).toMillis() + " ms; it may grow by "
                            + limits.lag().toMillis() + " ms.");
        }
        if (eventsExpected && nanos - eventNanos >= limits.silence().toNanos()) {
            return verdict(
                    Failing.STALLED,
                    "No event for " + limits.silence().toSeconds() + " s; runners report at least every 10 s.");
        }
        return Optional.empty();
    }

    private static Optional<Verdict> verdict(Failing why, String sentence) {
        return Optional.of(new Verdict(why, sentence));
    }
}
