package io.headrace.orchestrator.runner.registration;

import io.headrace.orchestrator.runner.registry.RunnerEffect.Outcome;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Questions that wait for the machine's answer. Any thread. */
final class Questions implements AutoCloseable {

    private final AtomicLong drawn = new AtomicLong();
    private final Map<Long, CompletableFuture<Outcome>> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** One of them. */
    record Question(long number, CompletableFuture<Outcome> answer) {}

    Question ask() {
        var question = new Question(drawn.incrementAndGet(), new CompletableFuture<>());
        open.put(question.number(), question.answer());
        if (closed) {
            answer(question.number(), new Outcome.Unknown());
        }
        return question;
    }

    /** Nobody waits for it any more. */
    void forget(Question question) {
        open.remove(question.number());
    }

    /** @return false when nobody waits for it */
    boolean answer(long number, Outcome outcome) {
        var waiting = open.remove(number);
        return waiting != null && waiting.complete(outcome);
    }

    /** Nobody decides any more, so nobody may wait for a decision. */
    @Override
    public void close() {
        closed = true;
        open.keySet().forEach(number -> answer(number, new Outcome.Unknown()));
    }
}
