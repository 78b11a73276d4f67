package io.headrace.models.runner.session;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.flow.Closing;
import io.headrace.media.flow.FlowLimits;
import io.headrace.media.flow.Opening;
import io.headrace.media.flow.SegmentFlow;
import io.headrace.media.flow.Sink;
import io.headrace.trickle.OutgoingSegment;
import io.headrace.trickle.Publisher;
import io.headrace.trickle.TrickleException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes the output channel: segments that begin with a keyframe, at least a second long, each unit sent when it is there.
 * Pictures come from the line, sound from who reads the input; each waits while the peer takes what the other sends, which
 * is all that is held here. The end of a segment is confirmed by the peer while the next one is being written, for at most
 * {@value #UNCONFIRMED} segments. Any thread.
 */
final class OutputFlow implements PictureSink {

    private static final int UNCONFIRMED = 3;

    /** What the cut of one unit comes to. */
    private sealed interface Part {
        record Begin() implements Part {}

        record Bytes(ByteBuffer run) implements Part {}

        record End() implements Part {}
    }

    private final Publisher publisher;
    private final SegmentFlow flow = new SegmentFlow(FlowLimits.DEFAULT, new Parts());
    private final Queue<Part> parts = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Semaphore confirmations = new Semaphore(UNCONFIRMED);
    private final AtomicReference<@Nullable TrickleException> failure = new AtomicReference<>();
    private @Nullable OutgoingSegment open;

    /** @param publisher belongs to this flow from now on */
    OutputFlow(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void picture(Picture picture) throws TrickleException, InterruptedException {
        lock.lockInterruptibly();
        try {
            checkFailure();
            send(picture);
        } finally {
            lock.unlock();
        }
    }

    /** Sound that cannot be sent makes the next picture fail. */
    void sound(Sound sound) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            send(sound);
        } catch (TrickleException refused) {
            failure.compareAndSet(null, refused);
        } finally {
            lock.unlock();
        }
    }

    private void send(AccessUnit unit) throws TrickleException, InterruptedException {
        var uncut = flow.add(unit);
        if (uncut.isPresent()) {
            throw new IllegalStateException("The output cannot be cut into segments: " + uncut.get());
        }
        perform();
    }

    private void perform() throws TrickleException, InterruptedException {
        for (var part = parts.poll(); part != null; part = parts.poll()) {
            switch (part) {
                case Part.Begin() -> open = publisher.next();
                case Part.Bytes(var run) -> current().write(run);
                case Part.End() -> confirm(current());
            }
        }
    }

    private OutgoingSegment current() {
        return Optional.ofNullable(open).orElseThrow(() -> new IllegalStateException("No segment has begun"));
    }

    private void confirm(OutgoingSegment segment) throws InterruptedException {
        confirmations.acquire();
        open = null;
        Thread.ofVirtual().name("end of segment " + segment.seq()).start(() -> {
            try (segment) {
                segment.finish();
            } catch (TrickleException refused) {
                failure.compareAndSet(null, refused);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                confirmations.release();
            }
        });
    }

    private void checkFailure() throws TrickleException {
        var refused = failure.get();
        if (refused != null) {
            throw refused;
        }
    }

    /** Ends the last segment, and waits until the peer has confirmed all of them. */
    void finish() throws TrickleException, InterruptedException {
        lock.lockInterruptibly();
        try {
            flow.finish();
            perform();
        } finally {
            lock.unlock();
        }
        confirmations.acquire(UNCONFIRMED);
        confirmations.release(UNCONFIRMED);
        checkFailure();
    }

    /** Ends the channel. A segment that was not finished ends where it is. */
    void close() {
        lock.lock();
        try {
            if (open != null) {
                open.close();
                open = null;
            }
            publisher.close();
        } finally {
            lock.unlock();
        }
    }

    private final class Parts implements Sink {
        @Override
        public void begin(Opening opening) {
            parts.add(new Part.Begin());
        }

        @Override
        public void bytes(ByteBuffer run) {
            parts.add(new Part.Bytes(run));
        }

        @Override
        public void end(Closing closing) {
            parts.add(new Part.End());
        }
    }
}
