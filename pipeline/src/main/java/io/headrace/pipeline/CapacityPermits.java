package io.headrace.pipeline;

/**
 * How many jobs may run at once, and how many do. Immutable: taking and returning give a new value, and whoever owns
 * the state keeps the newest.
 *
 * @param total may fall below {@code taken} when a worker leaves; what runs is then not ended, but nothing new begins
 */
public record CapacityPermits(int total, int taken) {
    public CapacityPermits {
        if (total < 0 || taken < 0) {
            throw new IllegalArgumentException("Permits " + total + ", taken " + taken);
        }
    }

    public static CapacityPermits of(int total) {
        return new CapacityPermits(total, 0);
    }

    /** What became of an attempt to take a permit. */
    public sealed interface Taking {
        record Taken(CapacityPermits left) implements Taking {}

        record NoneLeft(int total) implements Taking {}
    }

    public Taking take() {
        return free() == 0 ? new Taking.NoneLeft(total) : new Taking.Taken(new CapacityPermits(total, taken + 1));
    }

    /** @throws IllegalStateException when more would be returned than were taken */
    public CapacityPermits giveBack() {
        if (taken == 0) {
            throw new IllegalStateException("A permit was returned that nobody had taken, of " + total);
        }
        return new CapacityPermits(total, taken - 1);
    }

    public CapacityPermits resized(int newTotal) {
        return new CapacityPermits(newTotal, taken);
    }

    public int free() {
        return Math.max(0, total - taken);
    }
}
