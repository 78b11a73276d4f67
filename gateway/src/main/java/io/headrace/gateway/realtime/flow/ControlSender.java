package io.headrace.gateway.realtime.flow;

import io.headrace.trickle.Publisher;
import io.headrace.trickle.TrickleException;
import io.headrace.tricklehttp.Pause;
import io.headrace.wire.realtime.ControlMessage;
import io.headrace.wire.realtime.ControlMessage.KeepAlive;
import io.headrace.wire.realtime.ControlMessage.KeyframeWanted;
import io.headrace.wire.realtime.ControlMessage.Parameters;
import io.headrace.wire.realtime.ControlMessage.Resume;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Says on a session's control channel what is to be said, one document a segment, on a virtual thread of its own. Of each kind
 * only the latest waits, so that it is bounded; where several wait, the resumption comes first, then the parameters.
 * Whenever nothing was said for a while, something is said that means nothing.
 *
 * <p>Any thread may call it.
 */
final class ControlSender implements AutoCloseable {

    private static final int TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final String doing;
    private final Publisher publisher;
    private final Pause pause;
    private final long keepAliveNanos;
    private final ChannelReader.End end;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** By rank: what is said first has the lowest. */
    private final TreeMap<Integer, ControlMessage> waiting = new TreeMap<>();

    private CompletableFuture<Void> said = CompletableFuture.completedFuture(null);

    ControlSender(String doing, Publisher publisher, Pause pause, Duration keepAlive, ChannelReader.End end) {
        this.doing = doing;
        this.publisher = publisher;
        this.pause = pause;
        this.keepAliveNanos = keepAlive.toNanos();
        this.end = end;
        this.thread = Thread.ofVirtual().name(doing).unstarted(this::run);
    }

    ControlSender start() {
        thread.start();
        return this;
    }

    /** Returns at once. */
    void say(ControlMessage message) {
        lock.lock();
        try {
            waiting.put(rank(message), message);
            if (said.isDone()) {
                said = new CompletableFuture<>();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Completes when all that was to be said by now is with the server, or cannot be said. */
    CompletableFuture<Void> said() {
        lock.lock();
        try {
            return said;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                publish(next().encode());
                completeIfQuiet();
            }
        } catch (TrickleException failure) {
            end.ended(ChannelFailure.of(failure), ChannelFailure.sentence(doing, failure));
        } catch (InterruptedException closed) {
            // By close: the thread ends with what it has still to do.
        } finally {
            said().complete(null);
            publisher.close();
        }
    }

    private ControlMessage next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = keepAliveNanos;
            while (waiting.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            var first = waiting.pollFirstEntry();
            return first == null ? new KeepAlive() : first.getValue();
        } finally {
            lock.unlock();
        }
    }

    private static int rank(ControlMessage message) {
        return switch (message) {
            case Resume _ -> 0;
            case Parameters _ -> 1;
            case KeyframeWanted _ -> 2;
            case KeepAlive _ -> 3;
        };
    }

    private void completeIfQuiet() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                said.complete(null);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A channel that is gone stays so; anything else is tried again with the next segment. */
    private void publish(String document) throws TrickleException, InterruptedException {
        var bytes = ByteBuffer.wrap(document.getBytes(StandardCharsets.UTF_8));
        for (int tries = 1; true; tries++) {
            try {
                publisher.publish(bytes.duplicate());
                return;
            } catch (TrickleException failure) {
                boolean hopeless = ChannelFailure.of(failure) == Failing.ENDED_BY_PEER;
                if (hopeless || tries == TRIES) {
                    throw failure;
                }
            }
            pause.of(BETWEEN_TRIES);
        }
    }

    /** Says nothing more, and closes the channel. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
