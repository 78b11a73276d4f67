package io.headrace.gateway.live.http;

import io.headrace.gateway.live.LiveStream;
import io.headrace.machine.Host;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The publisher of one stream, as its pushes are together: it has one seat, and takes what is pushed at the same time
 * in the order in which the requests came. {@link PushPublishers} guards who is in here; the turns guard the rest.
 */
final class HttpPublisher {

    /** A stream can be reached by several names where a webhook says so; no more than this are remembered. */
    private static final int MAX_DOORS = 16;

    private final LiveStream.Seat seat;
    private final PushSequence sequence;

    /** Guarded by the publishers. */
    private final Set<Door> doors = new LinkedHashSet<>();

    /** Guarded by the publishers: pushes that are in here. */
    private int visits;

    /** Guarded by the publishers: what frees the seat when nobody pushes any more. */
    private Optional<Host.Timer> leaving = Optional.empty();

    /** Guarded by this: those that have not had their turn, in order. */
    private final Deque<Object> turns = new ArrayDeque<>();

    /** By what name and with what key somebody was let in. */
    record Door(String name, String key) {}

    HttpPublisher(LiveStream.Seat seat) {
        this.seat = seat;
        this.sequence = new PushSequence(seat.resumesAt());
    }

    LiveStream.Seat seat() {
        return seat;
    }

    LiveStream stream() {
        return seat.stream();
    }

    /** Only within a turn. */
    PushSequence sequence() {
        return sequence;
    }

    boolean knows(Door door) {
        return doors.contains(door);
    }

    void admit(Door door) {
        doors.add(door);
        if (doors.size() > MAX_DOORS) {
            doors.remove(doors.iterator().next());
        }
    }

    int visits() {
        return visits;
    }

    void begin() {
        visits++;
        leaving.ifPresent(Host.Timer::cancel);
        leaving = Optional.empty();
    }

    /** Whether that was the last one. */
    boolean end() {
        visits--;
        return visits == 0;
    }

    void leaveBy(Host.Timer timer) {
        leaving = Optional.of(timer);
    }

    /** A place in the order of pushes, from the head of the request on. */
    Turn turn() {
        return new Turn();
    }

    final class Turn implements AutoCloseable {

        private final Object place = new Object();

        private Turn() {
            synchronized (HttpPublisher.this) {
                turns.addLast(place);
            }
        }

        /** Returns when those that came before are through; each of them has a time limit for its body. */
        void await() throws InterruptedException {
            synchronized (HttpPublisher.this) {
                while (!place.equals(turns.peekFirst())) {
                    HttpPublisher.this.wait();
                }
            }
        }

        @Override
        public void close() {
            synchronized (HttpPublisher.this) {
                turns.remove(place);
                HttpPublisher.this.notifyAll();
            }
        }
    }
}
