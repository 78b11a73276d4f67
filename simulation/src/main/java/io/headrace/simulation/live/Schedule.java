package io.headrace.simulation.live;

import java.time.Duration;
import java.time.Instant;

/** How much of a session is to be paid, and when. In pixels. */
interface Schedule {

    /** With the start. */
    long ahead();

    /** The most that may be paid and not have flowed. */
    long atMost();

    /** In all, by now. */
    long due(Instant now);

    void paid(long quantity);

    void began(Instant now);

    void ended(long quantity, Duration length);

    /** What a piece of the input costs. */
    long charge(long quantity, Duration length);

    /** Two seconds ahead of what flows, for those who charge what flows: below one, two are paid again. */
    final class Metered implements Schedule {

        private static final Duration INTERVAL = Duration.ofSeconds(2);
        private static final Duration LONGEST_PIECE = Duration.ofSeconds(10);

        private long perSecond;
        private long counted;
        private long paid;
        private boolean running;
        private Instant since = Instant.EPOCH;

        Metered(long perSecond) {
            this.perSecond = perSecond;
        }

        @Override
        public long ahead() {
            return of(INTERVAL);
        }

        /** Two intervals, and a piece of which it is not known yet that the publisher paused in it. */
        @Override
        public long atMost() {
            return 2 * ahead() + of(LONGEST_PIECE);
        }

        @Override
        public long due(Instant now) {
            boolean idle = counted == 0 && !running;
            long left = paid - counted - (running ? of(Duration.between(since, now)) : 0);
            return idle || left >= ahead() ? 0 : 2 * ahead() - left;
        }

        @Override
        public void paid(long quantity) {
            paid += quantity;
        }

        @Override
        public void began(Instant now) {
            running = true;
            since = now;
        }

        @Override
        public void ended(long quantity, Duration length) {
            running = false;
            counted += quantity;
            perSecond = Math.max(1, (long) (quantity / (length.toNanos() / 1e9)));
        }

        @Override
        public long charge(long quantity, Duration length) {
            return quantity;
        }

        private long of(Duration time) {
            return (long) (perSecond * (Math.min(time.toNanos(), LONGEST_PIECE.toNanos()) / 1e9));
        }
    }

    /** A minute ahead by the clock, whatever flows, as existing gateways do (real-time reference section 7). */
    final class ByTheClock implements Schedule {

        private static final long PER_SECOND = 27_648_000;
        private static final Duration EVERY = Duration.ofSeconds(5);
        private static final Duration IDLE = Duration.ofSeconds(30);

        private Instant last;
        private long owed;

        ByTheClock(Instant now) {
            last = now;
        }

        @Override
        public long ahead() {
            return 60 * PER_SECOND;
        }

        @Override
        public long atMost() {
            return ahead() + charge(0, IDLE);
        }

        @Override
        public long due(Instant now) {
            account(IDLE, now);
            return owed;
        }

        @Override
        public void paid(long quantity) {
            owed = Math.max(0, owed - quantity);
        }

        @Override
        public void began(Instant now) {
            account(EVERY, now);
        }

        @Override
        public void ended(long quantity, Duration length) {}

        @Override
        public long charge(long quantity, Duration length) {
            return (long) (PER_SECOND * (length.toNanos() / 1e9));
        }

        private void account(Duration every, Instant now) {
            var since = Duration.between(last, now);
            if (since.compareTo(every) >= 0) {
                owed += charge(0, since);
                last = now;
            }
        }
    }
}
