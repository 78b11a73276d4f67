package io.headrace.gateway.batch;

import io.headrace.wire.chat.ChatEvent;
import java.time.Duration;
import java.util.Optional;

/**
 * The pieces of an answer as they come. A reader that is slow slows the orchestrator down: nothing is gathered. One
 * thread reads; {@link BatchWork#cancel} may come from any.
 */
public interface ChatEvents {

    /**
     * Waits for the next piece. The last one is {@link ChatEvent.Done} or {@link ChatEvent.Failed}; nothing is asked for
     * after it.
     *
     * @return empty when none came in that time: a moment to tell the client that the connection lives
     */
    Optional<ChatEvent> next(Duration patience) throws InterruptedException;
}
