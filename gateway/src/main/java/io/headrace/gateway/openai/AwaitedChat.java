package io.headrace.gateway.openai;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.batch.ChatEvents;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.chat.ChatEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The pieces of an answer that need not have begun: as long as it has not, none comes. One thread. */
record AwaitedChat(Future<BatchOutcome> awaited, BatchRequest.Llm request) implements ChatEvents {

    /** How it ended, or that it has begun; empty when neither is known in that time. */
    Optional<BatchOutcome> outcome(Duration patience) throws InterruptedException {
        try {
            return Optional.of(awaited.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException notYet) {
            return Optional.empty();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("How a request ended is a value", bug);
        }
    }

    @Override
    public List<ChatEvent> next(Duration patience) throws InterruptedException {
        if (!awaited.isDone() && outcome(patience).isEmpty()) {
            return List.of();
        }
        return switch (awaited.resultNow()) {
            case BatchOutcome.Chat chat -> chat.events().next(patience);
            case BatchOutcome.Failed failed ->
                List.of(new ChatEvent.Failed(failed.failure().message()));
            case BatchOutcome.Done _ ->
                List.of(new ChatEvent.Failed(
                        Clerk.otherThanAsked(request).error().message()));
        };
    }
}
