package io.headrace.webrtc.session;

import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.PublisherLine;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/** What waits for a session's thread: bounded, but for the end, which always finds its place. Safe for threads. */
public final class Mailbox implements Turns, PublisherLine {

    private static final long LOOK_MILLIS = 100;

    private final BlockingQueue<Event> waiting;
    private final AtomicBoolean keyframeWanted = new AtomicBoolean();
    private final AtomicReference<Optional<End>> end = new AtomicReference<>(Optional.empty());

    public Mailbox(int capacity) {
        waiting = new ArrayBlockingQueue<>(capacity);
    }

    /** @return false when it was dropped */
    boolean offer(Event event) {
        return end.get().isEmpty() && waiting.offer(event);
    }

    @Override
    public boolean next(LongConsumer work) {
        return offer(new Event.Work(work));
    }

    /** One wish waits for all of those that come before it is taken; a full box does not lose it. */
    @Override
    public void keyframeWanted() {
        if (!keyframeWanted.getAndSet(true)) {
            // wakes the one who waits
            offer(new Event.KeyframeWanted());
        }
    }

    /** Whether a keyframe was wished for since this was asked last. */
    boolean takeKeyframeWish() {
        return keyframeWanted.getAndSet(false);
    }

    @Override
    public void dismiss() {
        end(End.DISMISSED);
    }

    /** For what must not be lost: waits for a place as long as the session lasts. */
    void deliver(Event event) throws InterruptedException {
        while (end.get().isEmpty()) {
            if (waiting.offer(event, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** The first end counts; what waits before it is forgotten. */
    public void end(End how) {
        if (end.compareAndSet(Optional.empty(), Optional.of(how))) {
            // wakes the one who waits; a full box needs no waking
            waiting.offer(new Event.Ended(how));
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The next event, or nothing within that time. */
    Optional<Event> poll(long nanos) throws InterruptedException {
        var event = Optional.ofNullable(waiting.poll(nanos, TimeUnit.NANOSECONDS));
        return end.get().<Event>map(Event.Ended::new).or(() -> event);
    }
}
