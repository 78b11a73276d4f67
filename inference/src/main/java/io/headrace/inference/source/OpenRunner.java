package io.headrace.inference.source;

import io.headrace.inference.RunnerAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A runner that can be asked. Any thread. */
public interface OpenRunner extends AutoCloseable {

    RunnerAddress address();

    /** Complete, with what became of it for people, as soon as it is known to have ended. Never, where nobody can know. */
    CompletableFuture<String> gone();

    /** What it said last in its log, oldest first; nothing where its log is not ours. */
    List<String> lastLines();

    /** Ends it, by force if it must be; within seconds. One that is not ours goes on. */
    @Override
    void close();
}
