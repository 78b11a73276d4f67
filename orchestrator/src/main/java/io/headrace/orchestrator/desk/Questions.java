package io.headrace.orchestrator.desk;

import io.headrace.machine.Owner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Questions that wait for a machine's answer. Each has a number, which goes into the event that asks it and comes back in
 * the effect that answers it. Any thread.
 *
 * @param <A> an answer
 */
public final class Questions<A> implements AutoCloseable {

    private static final Duration UNTIL_ANSWERED = Duration.ofSeconds(10);

    private final LongFunction<A> nobodyDecides;
    private final AtomicLong drawn = new AtomicLong();
    private final Map<Long, CompletableFuture<A>> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param nobodyDecides what a question of that number is answered once this is closed */
    public Questions(LongFunction<A> nobodyDecides) {
        this.nobodyDecides = nobodyDecides;
    }

    /** One of them. */
    record Question<A>(long number, CompletableFuture<A> answer) {}

    /**
     * Empty when nothing came within 10 s, or the owner has as much to do as it takes.
     *
     * @param asking by the number of the question
     */
    public <E> Optional<A> ask(Owner<?, E, ?> owner, LongFunction<E> asking) throws InterruptedException {
        var question = open();
        if (!owner.offer(asking.apply(question.number()))) {
            forget(question);
            return Optional.empty();
        }
        try {
            return Optional.of(question.answer().get(UNTIL_ANSWERED.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException none) {
            return Optional.empty();
        } finally {
            forget(question);
        }
    }

    Question<A> open() {
        var question = new Question<A>(drawn.incrementAndGet(), new CompletableFuture<>());
        open.put(question.number(), question.answer());
        if (closed) {
            answer(question.number(), nobodyDecides.apply(question.number()));
        }
        return question;
    }

    /** Nobody waits for it any more. */
    void forget(Question<A> question) {
        open.remove(question.number());
    }

    /** @return false when nobody waits for it */
    public boolean answer(long number, A answer) {
        var waiting = open.remove(number);
        return waiting != null && waiting.complete(answer);
    }

    /** Nobody decides any more, so nobody may wait for a decision. */
    @Override
    public void close() {
        closed = true;
        open.keySet().forEach(number -> answer(number, nobodyDecides.apply(number)));
    }
}
