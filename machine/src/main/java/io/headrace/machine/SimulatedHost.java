package io.headrace.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A whole network on one thread. Time stands still while something happens and jumps to the next thing due; the
 * order of things due at one instant is drawn by the seed, so a race found once can be run again.
 */
public final class SimulatedHost implements Host {

    private final SplittableRandom chance;

    /** Draws the order alone, so that a machine that asks for one number more does not reshuffle the whole world. */
    private final SplittableRandom order;

    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(Comparator.comparing((Due due) -> due.at).thenComparingLong(due -> due.lot));
    private Instant now;

    public SimulatedHost(long seed) {
        this(seed, Instant.EPOCH);
    }

    public SimulatedHost(long seed, Instant beginning) {
        chance = new SplittableRandom(seed);
        order = chance.split();
        now = beginning;
    }

    /**
     * Runs until nothing is due.
     *
     * @throws IllegalStateException when the world does not come to rest within {@code limit} happenings
     */
    public void run(long limit) {
        for (long happened = 0; step(); happened++) {
            if (happened == limit) {
                throw new IllegalStateException("Not at rest after " + limit + " happenings, at " + now);
            }
        }
    }

    /** Lets the next thing happen; false when nothing is due. */
    public boolean step() {
        var due = agenda.poll();
        if (due == null) {
            return false;
        }
        now = due.at;
        due.task.run();
        return true;
    }

    @Override
    public Moment moment() {
        return new Moment(now, chance);
    }

    @Override
    public <T> Mailbox<T> mailbox(String name, Consumer<T> reader) {
        return new SimulatedMailbox<>(reader);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        var due = new Due(now.plus(delay), order.nextLong(), task);
        agenda.add(due);
        return () -> due.task = () -> {};
    }

    private static final class Due {
        private final Instant at;
        private final long lot;
        private Runnable task;

        Due(Instant at, long lot, Runnable task) {
            this.at = at;
            this.lot = lot;
            this.task = task;
        }
    }

    private final class SimulatedMailbox<T> implements Mailbox<T> {
        private final Consumer<T> reader;
        private final ArrayDeque<T> letters = new ArrayDeque<>();
        private boolean closed;

        SimulatedMailbox(Consumer<T> reader) {
            this.reader = reader;
        }

        @Override
        public void put(T letter) {
            if (!closed) {
                letters.add(letter);
                after(Duration.ZERO, () -> reader.accept(letters.remove()));
            }
        }

        @Override
        public int waiting() {
            return letters.size();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
