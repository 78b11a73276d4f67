package io.headrace.gateway.batch;

import io.headrace.wire.chat.ChatEvent;
import java.time.Duration;
import java.util.List;

/**
 * The pieces of an answer as they come. Those that came together stay together, so that they cost one write; none waits for
 * another. A reader that is slow slows the orchestrator down. One thread reads; {@link BatchWork#cancel} may come from any.
 */
public interface ChatEvents {

    /**
     * Waits for the next pieces. The last of all is {@link ChatEvent.Done} or {@link ChatEvent.Failed}; nothing is asked for
     * after it.
     *
     * @return empty when none came in that time: a moment to tell the client that the connection lives
     */
    List<ChatEvent> next(Duration patience) throws InterruptedException;
}
