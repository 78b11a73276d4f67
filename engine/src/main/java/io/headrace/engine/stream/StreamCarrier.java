package io.headrace.engine.stream;

import io.headrace.engine.stream.StreamProcess.Ended;
import io.headrace.media.AccessUnit;
import java.util.concurrent.CompletableFuture;

/** What carries one stream, as {@link StreamProcess} does. Any thread. */
public interface StreamCarrier extends AutoCloseable {

    /** The next unit for one that reads from a pipe. Never waits. */
    void offer(AccessUnit unit);

    /** Nothing follows: it works on what it has, and ends. One that reads from elsewhere ends at once. */
    void finish();

    /** When it has ended and everything that it gave was told. */
    CompletableFuture<Ended> ended();

    /** Kills it; nothing that it still had is told. Returns at once. */
    @Override
    void close();
}
