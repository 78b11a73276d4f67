package io.headrace.media.verify;

import java.time.Instant;

/**
 * What comparisons have told of one orchestrator. Trust is slow to come and quick to go: selection multiplies its score
 * by {@link #factor}.
 *
 * @param verified units found to be the same since the last mismatch
 * @param mismatched units found to be different, ever
 * @param since when it was first compared, or last mismatched
 */
public record Trust(long verified, long mismatched, Instant since) {

    /** Verified units after which an orchestrator is no longer a stranger. */
    public static final long ENOUGH = 2;

    private static final double STRANGER = 0.5;
    /** After so many verified units half of what was missing is there. */
    private static final double HALFWAY = 10;

    private static final double PER_MISMATCH = 0.1;
    private static final int MOST_COUNTED = 6;

    public Trust {
        if (verified < 0 || mismatched < 0) {
            throw new IllegalArgumentException("Counted from zero: " + verified + " verified, " + mismatched);
        }
    }

    /** Of somebody never compared. */
    public static Trust unknown(Instant now) {
        return new Trust(0, 0, now);
    }

    public Trust verifiedOnce() {
        return new Trust(Math.addExact(verified, 1), mismatched, since);
    }

    /** What was verified before counts no more. */
    public Trust mismatchedOnce(Instant now) {
        return new Trust(0, Math.addExact(mismatched, 1), now);
    }

    public Trust with(Verdict verdict, Instant now) {
        return switch (verdict) {
            case Verdict.Same _ -> verifiedOnce();
            case Verdict.Different _ -> mismatchedOnce(now);
        };
    }

    /** Whether its first units need no comparison; each mismatch asks for ten times as many verified units. */
    public boolean trusted() {
        return verified >= ENOUGH * Math.pow(10, counted());
    }

    /** Above 0, below 1: a half for a stranger, towards 1 with verified units, a tenth of that for each mismatch. */
    public double factor() {
        double earned = verified / (verified + HALFWAY);
        double whole = STRANGER + (1 - STRANGER) * earned;
        return whole * Math.pow(PER_MISMATCH, counted());
    }

    /** More than that makes no difference. */
    private double counted() {
        return (double) Math.min(MOST_COUNTED, mismatched);
    }
}
