package io.headrace.engine.stream;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Units on their way to somebody who may be slow. Nobody waits to put one in: where there is no room, pictures are left
 * out up to the next keyframe for which there is, and sound for as long. Safe for threads.
 */
final class UnitQueue {

    private final long maxBytes;
    private final int maxUnits;

    /** Guarded by this. */
    private final Deque<AccessUnit> units = new ArrayDeque<>();

    /** Guarded by this: of the units. */
    private long bytes;

    /** Guarded by this: pictures cannot be decoded before the next keyframe. */
    private boolean keyframeNeeded = true;

    /** Guarded by this. */
    private boolean closed;

    /** Guarded by this. */
    private long dropped;

    UnitQueue(long maxBytes, int maxUnits) {
        this.maxBytes = maxBytes;
        this.maxUnits = maxUnits;
    }

    synchronized void offer(AccessUnit unit) {
        if (closed) {
            return;
        }
        boolean room = units.size() < maxUnits && bytes + unit.bytes().length() <= maxBytes;
        boolean decodable = !(unit instanceof Picture picture) || picture.keyframe() || !keyframeNeeded;
        if (unit instanceof Picture) {
            keyframeNeeded = !room || !decodable;
        }
        if (room && decodable) {
            units.addLast(unit);
            bytes += unit.bytes().length();
            notifyAll();
        } else {
            dropped++;
        }
    }

    /** The next unit, once there is one; empty after the end. */
    synchronized Optional<AccessUnit> take() throws InterruptedException {
        while (units.isEmpty() && !closed) {
            wait();
        }
        var next = Optional.ofNullable(units.pollFirst());
        next.ifPresent(unit -> bytes -= unit.bytes().length());
        return next;
    }

    /** Nothing follows; what is there is still given out. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** How many units were left out. */
    synchronized long dropped() {
        return dropped;
    }
}
