package io.headrace.models.runner.session;

import java.time.Duration;

/**
 * Which pictures are decoded but not transformed: latest wins. A short burst is worked off picture by picture. Once a
 * picture has waited longer than the patience, the line is behind: from then on all that wait are skipped but the newest,
 * until the line has to wait for a picture again. So a line that is slower than its input is never further behind than
 * one picture's work, and one that is fast enough loses nothing. For one thread.
 */
final class SkipRule {

    private final Duration patience;
    private boolean behind;

    SkipRule(Duration patience) {
        this.patience = patience;
    }

    /** The line found nothing waiting. */
    void caughtUp() {
        behind = false;
    }

    /**
     * @param waited since the picture came
     * @param newerWaits whether it is not the newest
     */
    boolean skips(Duration waited, boolean newerWaits) {
        behind = behind || waited.compareTo(patience) > 0;
        return behind && newerWaits;
    }
}
