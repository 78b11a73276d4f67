package io.headrace.engine;

import io.headrace.machine.NanoTicker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts children, keeps those that wait, and ends them all. The one that worked last works next: its memory is
 * warm. A start is always caused by somebody who asks, so a command that cannot start is tried once per request.
 */
final class Nursery {

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final ChildCommand command;
    private final PoolShape shape;
    private final NanoTicker ticker;
    private final Deque<CompletableFuture<Child>> waiting = new ArrayDeque<>();
    private final Set<Child> living = new HashSet<>();
    private int starting;
    private boolean closed;

    Nursery(ChildCommand command, PoolShape shape, NanoTicker ticker) {
        this.command = command;
        this.shape = shape;
        this.ticker = ticker;
    }

    synchronized void warm() {
        waiting.addLast(start());
        keepSpare();
    }

    Child take(Deadline deadline) throws ChildException, InterruptedException {
        var promised = next();
        try {
            return promised.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof ChildException known
                    ? known
                    : new ChildException.NotStarted(String.valueOf(failed.getCause()));
        } catch (TimeoutException _) {
            putBack(promised);
            throw new ChildException.AllBusy(shape.slots(), shape.startPatience());
        } catch (InterruptedException interrupted) {
            putBack(promised);
            throw interrupted;
        }
    }

    private synchronized CompletableFuture<Child> next() throws ChildException {
        if (closed) {
            throw new ChildException.Closed();
        }
        waiting.removeIf(this::useless);
        var chosen = Optional.ofNullable(waiting.pollFirst()).orElseGet(this::start);
        keepSpare();
        return chosen;
    }

    private synchronized void putBack(CompletableFuture<Child> promised) {
        waiting.addLast(promised);
    }

    synchronized void giveBack(Child child) {
        if (closed || !child.fit()) {
            child.kill();
            living.remove(child);
            keepSpare();
        } else {
            waiting.addFirst(CompletableFuture.completedFuture(child));
        }
    }

    private void keepSpare() {
        if (!closed && shape.spare() && waiting.isEmpty() && living.size() + starting < shape.most()) {
            waiting.addLast(start());
        }
    }

    private boolean useless(CompletableFuture<Child> promised) {
        if (!promised.isDone()) {
            return false;
        }
        if (promised.isCompletedExceptionally()) {
            return true;
        }
        var child = promised.join();
        if (child.fit()) {
            return false;
        }
        child.kill();
        living.remove(child);
        return true;
    }

    private CompletableFuture<Child> start() {
        starting++;
        var promised = new CompletableFuture<Child>();
        Thread.ofVirtual().name("start-child").start(() -> {
            try {
                promised.complete(started());
            } catch (ChildException | InterruptedException | RuntimeException e) {
                promised.completeExceptionally(e);
            }
        });
        return promised;
    }

    private Child started() throws ChildException, InterruptedException {
        var child = Optional.<Child>empty();
        try {
            child = Optional.of(Child.spawn(command, shape.limits()));
        } finally {
            arrived(child);
        }
        try {
            child.get().awaitReady(shape.startPatience());
            return child.get();
        } catch (ChildException failed) {
            forget(child.get());
            throw failed;
        }
    }

    private synchronized void arrived(Optional<Child> child) {
        starting--;
        child.ifPresent(living::add);
        if (closed) {
            child.ifPresent(Child::kill);
        }
        notifyAll();
    }

    private synchronized void forget(Child child) {
        living.remove(child);
    }

    synchronized boolean closed() {
        return closed;
    }

    synchronized List<Long> pids() {
        return living.stream().map(Child::pid).sorted().toList();
    }

    void close() {
        try {
            var last = endStarts();
            last.forEach(Child::dismiss);
            var grace = Deadline.after(GRACE, ticker);
            for (var child : last) {
                child.awaitEnd(grace);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            killAll();
        }
    }

    private synchronized List<Child> endStarts() throws InterruptedException {
        closed = true;
        while (starting > 0) {
            wait();
        }
        return List.copyOf(living);
    }

    private synchronized void killAll() {
        living.forEach(Child::kill);
        living.clear();
    }
}
