package io.headrace.engine;

import io.headrace.machine.NanoTicker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Children that do the same work, {@code slots} of them at once, asked from any number of threads. A slot is taken
 * before a child, and given back after it; a child that failed its asker is never asked again, and one that was only late when it is through.
 *
 * <p>{@link #close} leaves no process behind.
 */
public final class ChildPool implements AutoCloseable {

    private final PoolShape shape;
    private final NanoTicker ticker;
    private final Semaphore slots;
    private final Nursery nursery;

    private ChildPool(ChildCommand command, PoolShape shape, NanoTicker ticker) {
        this.shape = shape;
        this.ticker = ticker;
        this.slots = new Semaphore(shape.slots(), true);
        this.nursery = new Nursery(command, shape, ticker);
    }

    /** Begins to start the first child and the spare, without waiting for them. */
    public static ChildPool open(ChildCommand command, PoolShape shape, NanoTicker ticker) {
        var pool = new ChildPool(command, shape, ticker);
        pool.nursery.warm();
        return pool;
    }

    /**
     * @param patience for everything: a slot, a child, the answer
     * @param parts is told on the calling thread; the child waits while it is busy
     */
    public Answer ask(Message question, Duration patience, Consumer<Message> parts)
            throws ChildException, InterruptedException {
        if (question.attachmentBytes() > shape.limits().attachmentBytes()) {
            throw new ChildException.TooLarge(
                    question.attachmentBytes(), shape.limits().attachmentBytes());
        }
        var deadline = Deadline.after(patience, ticker);
        if (!slots.tryAcquire(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
            throw new ChildException.AllBusy(shape.slots(), patience);
        }
        boolean busy = false;
        try {
            var child = taken(deadline);
            try {
                return new Answer(child.ask(question, deadline, parts), child.pid());
            } catch (ChildException failure) {
                busy = failure instanceof ChildException.DeadlinePassed;
                throw nursery.closed() ? new ChildException.Closed() : failure;
            } finally {
                if (busy) {
                    Thread.ofVirtual().name("late-" + child.pid()).start(() -> finish(child));
                } else {
                    nursery.giveBack(child);
                }
            }
        } finally {
            if (!busy) {
                slots.release();
            }
        }
    }

    /** A child that is late keeps its slot until it is through, or killed. */
    private void finish(Child child) {
        child.finish(Deadline.after(shape.lateness(), ticker));
        nursery.giveBack(child);
        slots.release();
    }

    private Child taken(Deadline deadline) throws ChildException, InterruptedException {
        try {
            return nursery.take(deadline);
        } catch (ChildException failure) {
            throw nursery.closed() ? new ChildException.Closed() : failure;
        }
    }

    /** The processes that live now. */
    public List<Long> pids() {
        return nursery.pids();
    }

    /** Ends every child, those at work too; returns when they are gone. */
    @Override
    public void close() {
        nursery.close();
    }

    /** @param pid of the child that answered */
    public record Answer(Message reply, long pid) {}
}
