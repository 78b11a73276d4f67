package io.headrace.ethereum.rpc;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Passes questions on and lets a test wait until one of them was answered. Any thread. */
public final class TappedRpc implements JsonRpc {

    private static final long PATIENCE_SECONDS = 60;

    private record Answered(String method, Object answer) {}

    private final JsonRpc through;
    private final LinkedBlockingQueue<Answered> answers = new LinkedBlockingQueue<>();

    public TappedRpc(JsonRpc through) {
        this.through = through;
    }

    @Override
    public <T> T ask(Question<T> question, Duration limit) {
        T answer = through.ask(question, limit);
        answers.add(new Answered(question.method(), answer));
        return answer;
    }

    /** Returns when the node took the next transaction. */
    public void awaitSending() throws InterruptedException {
        await("eth_sendRawTransaction", _ -> true);
    }

    /** Waits for an answer that nobody waited for yet, and forgets those before it. */
    public void await(String method, Predicate<Object> answer) throws InterruptedException {
        while (true) {
            var next = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("No such answer to " + method + " within " + PATIENCE_SECONDS + " s");
            }
            if (next.method().equals(method) && answer.test(next.answer())) {
                return;
            }
        }
    }
}
