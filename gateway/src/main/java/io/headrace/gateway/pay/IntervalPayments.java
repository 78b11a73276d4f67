package io.headrace.gateway.pay;

import java.time.Duration;
import java.util.Optional;

/**
 * How much of a live session is paid ahead, and when more is due. Quantities are in the pipeline's unit: pixels that came
 * in. Times count from any moment and never go back. An immutable value; each step returns what comes after it.
 *
 * <p>A session is paid {@link #ahead} with its start. After that {@link #due} says what to pay next, if anything.
 */
public sealed interface IntervalPayments {

    /** What is paid with the start of a session. */
    long ahead();

    /** So much more is paid. */
    IntervalPayments paid(long quantity);

    /** A piece of the input begins to flow. */
    IntervalPayments began(Duration now);

    /** The piece that flowed last has ended. */
    IntervalPayments ended(long quantity, Duration length);

    /** Time passed, whether anything flows or not. */
    IntervalPayments passed(Duration now);

    /** What to pay now; zero for nothing. */
    long due(Duration now);

    /** What a piece of the input costs. */
    long charge(long quantity, Duration length);

    /**
     * Towards orchestrators that charge what flows: an interval ahead is always paid. What flows in a piece that has not
     * ended is estimated from the pieces before; one that lasts long is believed to have paused.
     *
     * @param interval how far ahead
     * @param perSecond as it flowed last
     * @param counted in pieces that have ended
     * @param running since when a piece flows; empty while none does
     * @param paid in all
     */
    record Metered(Duration interval, long perSecond, long counted, Optional<Duration> running, long paid)
            implements IntervalPayments {

        private static final Duration LONGEST_PIECE = Duration.ofSeconds(10);

        /** @param perSecond as it is expected to flow */
        public static Metered expecting(Duration interval, long perSecond) {
            return new Metered(interval, perSecond, 0, Optional.empty(), 0);
        }

        public Metered {
            if (!interval.isPositive() || perSecond < 1) {
                throw new IllegalArgumentException("%d units a second, %s ahead".formatted(perSecond, interval));
            }
        }

        @Override
        public long ahead() {
            return quantity(interval);
        }

        @Override
        public Metered paid(long quantity) {
            return new Metered(interval, perSecond, counted, running, paid + quantity);
        }

        @Override
        public Metered began(Duration now) {
            return new Metered(interval, perSecond, counted, Optional.of(now), paid);
        }

        @Override
        public Metered ended(long quantity, Duration length) {
            long measured = length.isPositive() ? (long) (quantity / (length.toNanos() / 1e9)) : perSecond;
            return new Metered(interval, Math.max(1, measured), counted + quantity, Optional.empty(), paid);
        }

        @Override
        public Metered passed(Duration now) {
            return this;
        }

        /** Less than an interval is left: two are paid again. */
        @Override
        public long due(Duration now) {
            boolean idle = counted == 0 && running.isEmpty();
            long left = paid - used(now);
            return idle || left >= ahead() ? 0 : 2 * ahead() - left;
        }

        @Override
        public long charge(long quantity, Duration length) {
            return quantity;
        }

        private long used(Duration now) {
            return counted + running.map(since -> quantity(flowed(since, now))).orElse(0L);
        }

        private static Duration flowed(Duration since, Duration now) {
            var flowed = now.minus(since);
            return flowed.compareTo(LONGEST_PIECE) > 0 ? LONGEST_PIECE : flowed;
        }

        private long quantity(Duration of) {
            return (long) (perSecond * (of.toNanos() / 1e9));
        }
    }

    /**
     * Towards orchestrators that charge by the clock, as if all pictures were 1280 x 720 at 30 a second, a minute ahead
     * (real-time reference section 7): when a piece begins, what passed since the last payment is paid again. One to which
     * nothing is sent charges nothing, and all at once when something is: it is paid now and then all the same.
     *
     * @param last when it was paid last
     * @param owed since then, as far as it is due
     */
    record ByTheClock(Duration last, long owed) implements IntervalPayments {

        /** Units of a second, whatever it shows. */
        public static final long PER_SECOND = 27_648_000;

        private static final Duration AHEAD = Duration.ofSeconds(60);
        private static final Duration EVERY = Duration.ofSeconds(5);
        private static final Duration IDLE = Duration.ofSeconds(30);

        public static ByTheClock from(Duration now) {
            return new ByTheClock(now, 0);
        }

        @Override
        public long ahead() {
            return quantity(AHEAD);
        }

        @Override
        public ByTheClock paid(long quantity) {
            return new ByTheClock(last, Math.max(0, owed - quantity));
        }

        @Override
        public ByTheClock began(Duration now) {
            return accountedAfter(EVERY, now);
        }

        @Override
        public ByTheClock ended(long quantity, Duration length) {
            return this;
        }

        @Override
        public ByTheClock passed(Duration now) {
            return accountedAfter(IDLE, now);
        }

        @Override
        public long due(Duration now) {
            return owed;
        }

        @Override
        public long charge(long quantity, Duration length) {
            return quantity(length);
        }

        private ByTheClock accountedAfter(Duration time, Duration now) {
            var since = now.minus(last);
            return since.compareTo(time) >= 0 ? new ByTheClock(now, owed + quantity(since)) : this;
        }

        private static long quantity(Duration of) {
            return (long) (PER_SECOND * (of.toNanos() / 1e9));
        }
    }
}
