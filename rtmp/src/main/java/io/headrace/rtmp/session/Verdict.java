package io.headrace.rtmp.session;

import io.headrace.rtmp.publish.End;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where other threads leave word that a session is to end; the first word counts. The thread of the connection looks
 * here before each wait, and at least every {@link #LOOK_UP}: so it alone touches the socket.
 */
final class Verdict {
    static final Duration LOOK_UP = Duration.ofMillis(100);

    private final AtomicReference<@Nullable SessionEnded> passed = new AtomicReference<>();

    void pass(End how, Status status, String sentence) {
        passed.compareAndSet(null, new SessionEnded(how, status, sentence));
    }

    void check() throws SessionEnded {
        var ended = passed.get();
        if (ended != null) {
            throw ended;
        }
    }
}
