package io.headrace.job.unit;

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

    Attempt next(Params params) {
        return new Attempt(number + 1, session, tries + 1, params);
    }

    /** Which ticket parameters an attempt pays with. */
    public enum Params {
        AT_HAND,
        FRESH
    }
}
