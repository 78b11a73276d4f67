package io.headrace.job.unit;

import io.headrace.job.lifecycle.Reason;
import java.util.Optional;

/**
 * One try to have a unit worked on.
 *
 * @param number counts from 1 within the unit and is never used twice, because a try may have been paid for
 * @param session the job's number of the session it is made in
 * @param tries how many were made in this session, this one included
 * @param params whether it pays with the parameters at hand or asked for fresh ones
 */
public record Attempt(int number, int session, int tries, Params params) {

    public Attempt {
        if (number < 1 || tries < 1 || tries > number) {
            throw new IllegalArgumentException("Attempt %d, try %d".formatted(number, tries));
        }
    }

    /** The first of a unit in a session; {@code last} is the number last used, 0 for none. */
    static Attempt first(int last, int session) {
        return new Attempt(last + 1, session, 1, Params.AT_HAND);
    }

    /**
     * The next try in the same session after this one failed; empty when the session has no more to offer. Whatever the
     * budget, a refused ticket is made good once, with fresh parameters; every further try asks for them too.
     *
     * @param maxAttempts tries with one orchestrator
     */
    Optional<Attempt> after(Reason failure, int maxAttempts) {
        return switch (failure.remedy()) {
            case FRESH_PARAMS -> params == Params.AT_HAND ? Optional.of(next(Params.FRESH)) : Optional.empty();
            case NONE, RETRY -> tries < maxAttempts ? Optional.of(next(params)) : Optional.empty();
            case SWAP, SECOND_OPINION, LEAVE_OUT, FUND, GIVE_UP -> Optional.empty();
        };
    }

    private Attempt next(Params params) {
        return new Attempt(number + 1, session, tries + 1, params);
    }

    /** Which ticket parameters an attempt pays with. */
    public enum Params {
        AT_HAND,
        FRESH
    }
}
