package io.headrace.rtmp.session;

import io.headrace.media.AccessUnit;
import io.headrace.rtmp.publish.End;
import io.headrace.rtmp.publish.PublishRefused;
import io.headrace.rtmp.publish.Publisher;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands units from the thread of the connection to a publisher on a virtual thread of its own, so that reading goes on
 * while the publisher works. What waits in between is bounded in bytes.
 */
final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    /** What a waiting unit costs beside its bytes. */
    private static final int COST_OF_A_UNIT = 128;

    private sealed interface Item {
        record Unit(AccessUnit unit, int cost) implements Item {}

        record Last(End how) implements Item {}
    }

    private final Publisher publisher;
    private final Verdict verdict;
    private final LongSupplier elapsed;
    private final Duration patience;
    private final int capacity;
    private final Semaphore room;
    private final BlockingQueue<Item> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean ending;

    private Handover(Publisher publisher, SessionLimits limits, Verdict verdict, LongSupplier elapsed) {
        this.publisher = publisher;
        this.verdict = verdict;
        this.elapsed = elapsed;
        this.patience = limits.patience();
        this.capacity = limits.bufferedBytes();
        this.room = new Semaphore(capacity);
        this.thread = Thread.ofVirtual().name("rtmp-handover").unstarted(this::run);
    }

    /** @param elapsed nanoseconds from an arbitrary origin, which never go backwards */
    static Handover to(Publisher publisher, SessionLimits limits, Verdict verdict, LongSupplier elapsed) {
        var handover = new Handover(publisher, limits, verdict, elapsed);
        handover.thread.start();
        return handover;
    }

    /**
     * Waits while there is no room; the connection is not read meanwhile.
     *
     * @throws SessionEnded when the publisher has refused, or takes nothing for too long
     */
    void hand(AccessUnit unit) throws SessionEnded, InterruptedException {
        int cost = Math.min(capacity, COST_OF_A_UNIT + unit.bytes().length());
        long deadline = elapsed.getAsLong() + patience.toNanos();
        verdict.check();
        while (!room.tryAcquire(cost, Verdict.LOOK_UP.toMillis(), TimeUnit.MILLISECONDS)) {
            verdict.check();
            if (elapsed.getAsLong() - deadline >= 0) {
                throw new SessionEnded(
                        End.STALLED,
                        Status.FAILED,
                        "The stream is not being taken: " + capacity + " bytes wait for longer than "
                                + patience.toMillis() + " ms. Send less, or try again later");
            }
        }
        waiting.add(new Item.Unit(unit, cost));
    }

    /**
     * No unit follows. Waits until the publisher has taken all and knows the end; one that takes too long for that, or
     * is stalled already, is interrupted.
     */
    void end(End how) throws InterruptedException {
        waiting.add(new Item.Last(how));
        try {
            if (how == End.STALLED || !thread.join(patience)) {
                interrupt();
            }
            thread.join();
        } catch (InterruptedException inAHurry) {
            interrupt();
            throw inAHurry;
        }
    }

    private synchronized void interrupt() {
        if (!ending) {
            thread.interrupt();
        }
    }

    private void run() {
        var how = handAll();
        beginEnding();
        try {
            publisher.ended(how);
        } catch (RuntimeException bug) {
            LOG.error("A publisher failed at its end ({})", how, bug);
        }
    }

    /** From here on nobody interrupts: the last call is the publisher's own. */
    private synchronized void beginEnding() {
        ending = true;
        Thread.interrupted();
    }

    private End handAll() {
        try {
            while (true) {
                switch (waiting.take()) {
                    case Item.Unit(var unit, var cost) -> {
                        publisher.unit(unit);
                        room.release(cost);
                    }
                    case Item.Last(var how) -> {
                        return how;
                    }
                }
            }
        } catch (PublishRefused refused) {
            verdict.pass(End.REFUSED, Status.DENIED, String.valueOf(refused.getMessage()));
            return End.REFUSED;
        } catch (InterruptedException tookTooLong) {
            return End.STALLED;
        } catch (RuntimeException bug) {
            LOG.error("A publisher failed at a unit", bug);
            verdict.pass(End.REFUSED, Status.FAILED, "The server failed to take the stream; see its log");
            return End.REFUSED;
        }
    }
}
