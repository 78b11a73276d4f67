package io.headrace.job.unit;

import java.time.Duration;

/**
 * One segment, request or frame batch of a job: what is dispatched, paid and returned. Its bytes live with the
 * adapters, under the same number.
 *
 * @param seq counts from 0 within the job, without gaps
 * @param start where it begins in the source
 * @param duration how long it lasts when played; zero for a request
 * @param quantity estimated amount of work in the pipeline's pricing unit
 */
public record Unit(long seq, Duration start, Duration duration, long quantity) {

    public Unit {
        if (seq < 0 || quantity < 0 || start.isNegative() || duration.isNegative()) {
            throw new IllegalArgumentException(
                    "Unit %d at %s of %s, quantity %d".formatted(seq, start, duration, quantity));
        }
    }
}
