package io.headrace.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A child whose pipes carry whatever its owner reads and writes; its error stream is log. It ends when its owner closes
 * its input, or is killed. Any thread.
 */
public final class PipedChild implements AutoCloseable {

    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final Process process;
    private final ChildLog log;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private PipedChild(Process process) {
        this.process = process;
        this.log = ChildLog.follow(process);
        var _ = process.onExit()
                .thenAcceptAsync(
                        this::tellExit,
                        task -> Thread.ofVirtual().name("child-exit").start(task));
    }

    /** Starts the process; whether it comes to anything is seen at its pipes. */
    public static PipedChild start(ChildCommand command) throws ChildException {
        try {
            return new PipedChild(command.start());
        } catch (IOException e) {
            throw new ChildException.NotStarted(e.getMessage() + "; the command begins with "
                    + command.arguments().getFirst());
        }
    }

    /** The child's standard input: unbuffered enough that each flush reaches it. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** The child's standard output. It must be read to its end: a full pipe stops the child. */
    public InputStream output() {
        return process.getInputStream();
    }

    public long pid() {
        return process.pid();
    }

    /** Its exit code (128 + n for signal n), as soon as the process has ended, whoever ended it. */
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    /** What it said last on its error stream, oldest first: at most 20 lines of 500 characters. */
    public List<String> lastLines() {
        return log.lastLines();
    }

    private void tellExit(Process ended) {
        try {
            log.awaitEnd(LAST_WORDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        exit.complete(ended.exitValue());
    }

    /** Kills it, if it still is. Returns at once. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
