package io.headrace.gateway.realtime.flow;

/** The least of the values of late: of one to two spans. Pure. For one thread. */
final class RecentLeast {

    private final long span;
    private long since = Long.MIN_VALUE / 2;
    private long before = Long.MAX_VALUE;
    private long now = Long.MAX_VALUE;

    /** @param span in the units of the moments */
    RecentLeast(long span) {
        this.span = span;
    }

    /** @param at the moment of that value, never before the last one's. @return the least, that value included */
    long least(long value, long at) {
        if (at - since >= span) {
            before = at - since >= 2 * span ? Long.MAX_VALUE : now;
            now = Long.MAX_VALUE;
            since = at;
        }
        now = Math.min(now, value);
        return Math.min(before, now);
    }
}
