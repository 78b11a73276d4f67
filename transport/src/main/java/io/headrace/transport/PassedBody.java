package io.headrace.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Lets the body of a request go by that was answered before anybody read it. A connection that is closed while its peer
 * still sends is reset, and a peer that first sends everything then never reads why it was refused. Within limits: 64 MiB,
 * 5 s, half a second in which nothing comes.
 */
final class PassedBody {

    static final long MOST_BYTES = 64L << 20;

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofMillis(500);

    private PassedBody() {}

    /** Blocks until the end, or until a limit is met; what remains is the peer's loss. */
    static void read(JettyBodyChunks chunks, Scheduler scheduler, LongSupplier elapsed) throws IOException {
        long begun = elapsed.getAsLong();
        long passed = 0;
        boolean more = true;
        while (more && passed < MOST_BYTES && elapsed.getAsLong() - begun < LONGEST.toNanos()) {
            var silence = scheduler.schedule(chunks::wake, SILENCE.toMillis(), TimeUnit.MILLISECONDS);
            var piece = chunks.next();
            silence.cancel();
            passed += piece instanceof BodyChunks.Piece.Chunk(var bytes) ? bytes.remaining() : 0;
            more = piece instanceof BodyChunks.Piece.Chunk;
        }
    }
}
