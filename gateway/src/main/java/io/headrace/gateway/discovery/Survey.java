package io.headrace.gateway.discovery;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Asks many orchestrators at once: each on a virtual thread of its own, a bounded number at a time, and nobody twice at
 * the same time, however many jobs want to know. Any thread.
 */
final class Survey implements AutoCloseable {

    /** So many may be silent until their patience ends before anybody waits for their places. */
    static final int AT_ONCE = 256;

    /** When a job that waits looks whether somebody usable has answered, in the first look's time. */
    private static final List<Integer> LOOKS = List.of(1, 2, 4, 8, 12);

    private final Consumer<URI> question;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<URI, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param question asks one and keeps its answer; does not throw but for a bug */
    Survey(Consumer<URI> question) {
        this.question = question;
    }

    /** Begins to ask those who are not being asked already; over when all have answered or failed. Asks nobody once closed. */
    CompletableFuture<Void> ask(Collection<URI> services) {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        services.forEach(service -> answers.add(ask(service)));
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    }

    /**
     * Waits until all have answered; at some points no longer when somebody usable has, and at the last one in any case
     * (wire protocol section 9.2).
     */
    static void await(CompletableFuture<Void> answers, Duration firstLook, BooleanSupplier somebodyUsable)
            throws InterruptedException {
        int waited = 0;
        for (int look : LOOKS) {
            if (done(answers, firstLook.multipliedBy(look - waited)) || somebodyUsable.getAsBoolean()) {
                return;
            }
            waited = look;
        }
    }

    private static boolean done(CompletableFuture<Void> answers, Duration patience) throws InterruptedException {
        try {
            answers.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException bug) {
            throw new IllegalStateException("Asking an orchestrator failed in an unforeseen way", bug);
        }
    }

    private CompletableFuture<Void> ask(URI service) {
        var mine = new CompletableFuture<Void>();
        var theirs = underWay.putIfAbsent(service, mine);
        if (theirs != null) {
            return theirs;
        }
        try {
            threads.execute(() -> answer(service, mine));
        } catch (RejectedExecutionException closed) {
            mine.complete(null);
        }
        return mine;
    }

    private void answer(URI service, CompletableFuture<Void> waiting) {
        try {
            places.acquire();
            try {
                question.accept(service);
            } finally {
                places.release();
            }
            underWay.remove(service);
            waiting.complete(null);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt(); // whoever waits does so for a bounded time
        } catch (RuntimeException bug) { // whoever waits is told, on its own thread
            underWay.remove(service);
            waiting.completeExceptionally(bug);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
