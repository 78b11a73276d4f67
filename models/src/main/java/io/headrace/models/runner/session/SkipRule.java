package io.headrace.models.runner.session;

import java.time.Duration;

/**
 * Which pictures are decoded but not transformed: latest wins. A short burst is worked off picture by picture. Once a
 * picture has waited longer than the patience, the line is behind: from then on all that wait are skipped but the newest,
 * until the line has to wait for a picture again. So a line that is slower than its input is never further behind than
 * one picture's work, and one that is fast enough loses nothing. A line that has just taken a stream over has more
 * patience for a moment: what it was given to go on with came all at once, and viewers lack all of it. For one thread.
 */
final class SkipRule {

    private final Duration patience;
    private final Duration atTakeOver;
    private boolean tookOver;
    private long tookOverNanos;
    private boolean behind;

    /** @param atTakeOver so long may a picture wait within twice that time of a take-over */
    SkipRule(Duration patience, Duration atTakeOver) {
        this.patience = patience;
        this.atTakeOver = atTakeOver;
    }

    /** The line found nothing waiting. */
    void caughtUp() {
        behind = false;
    }

    /** The line was told where another left off. */
    void tookOver(long nowNanos) {
        tookOver = true;
        tookOverNanos = nowNanos;
        behind = false;
    }

    /**
     * @param waited since the picture came
     * @param newerWaits whether it is not the newest
     */
    boolean skips(Duration waited, boolean newerWaits, long nowNanos) {
        tookOver &= nowNanos - tookOverNanos < 2 * atTakeOver.toNanos();
        behind = behind || waited.compareTo(tookOver ? atTakeOver : patience) > 0;
        return behind && newerWaits;
    }
}
