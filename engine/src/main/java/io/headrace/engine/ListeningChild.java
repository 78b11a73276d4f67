package io.headrace.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A child that is asked over a port of its own instead of its pipes:
 *
 * <pre>
 * stdout  "listening PORT", one line, once it listens on 127.0.0.1; what it says besides is passed over
 * stdin   nothing; its end is the parent's end, and ends the child at once
 * stderr  log
 * </pre>
 *
 * <p>{@link #close} leaves no process behind. Any thread.
 */
public final class ListeningChild implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening (\\d{1,5})");
    private static final int MAX_LINE = 500;
    private static final int MAX_PORT = 65_535;
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LAST_WORDS = Duration.ofMillis(50);

    private final Process process;
    private final ChildLog log;
    private final CompletableFuture<OptionalInt> port = new CompletableFuture<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private ListeningChild(Process process) {
        this.process = process;
        this.log = ChildLog.follow(process);
        Thread.ofPlatform().daemon().name("child-" + pid()).start(this::readAll);
        var _ = process.onExit().thenAcceptAsync(this::tellExit, ListeningChild::onVirtualThread);
    }

    /**
     * Starts the process and waits until it listens; one that does not is killed.
     *
     * @param patience for the line that says so
     */
    public static ListeningChild start(ChildCommand command, Duration patience)
            throws ChildException, InterruptedException {
        var child = spawn(command);
        boolean listening = false;
        try {
            listening = child.port.get(patience.toNanos(), TimeUnit.NANOSECONDS).isPresent();
            if (!listening) {
                throw new ChildException.NotStarted("process " + child.pid() + " ended with code " + child.exit.join()
                        + " before it listened; its log ends with " + child.lastLines());
            }
            return child;
        } catch (TimeoutException | ExecutionException late) {
            throw new ChildException.NotStarted(
                    "process " + child.pid() + " did not say that it listens within " + patience.toMillis() + " ms");
        } finally {
            if (!listening) {
                child.process.destroyForcibly();
            }
        }
    }

    private static ListeningChild spawn(ChildCommand command) throws ChildException {
        try {
            return new ListeningChild(command.start());
        } catch (IOException e) {
            throw new ChildException.NotStarted(e.getMessage() + "; the command begins with "
                    + command.arguments().getFirst());
        }
    }

    /** On 127.0.0.1. */
    public int port() {
        return port.join().orElseThrow();
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

    /** Closes its input, gives it a moment to end, and kills it. Returns when it is gone, or cannot be killed. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
                process.waitFor(GRACE.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (IOException alreadyGone) {
            process.destroyForcibly();
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void tellExit(Process ended) {
        try {
            log.awaitEnd(LAST_WORDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        exit.complete(ended.exitValue());
        port.complete(OptionalInt.empty());
    }

    /** Reads to the end, also what nobody needs: a full pipe would stop the child. */
    private void readAll() {
        try (var out = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1), MAX_LINE)) {
            var line = new StringBuilder();
            for (int c = out.read(); c >= 0; c = out.read()) {
                if (c == '\n') {
                    take(line.toString());
                    line.setLength(0);
                } else if (line.length() < MAX_LINE) {
                    line.append((char) c);
                }
            }
        } catch (IOException gone) {
            process.destroyForcibly();
        }
    }

    private void take(String line) {
        var said = LISTENING.matcher(line.strip());
        if (said.matches()) {
            int number = Integer.parseInt(said.group(1));
            if (number > 0 && number <= MAX_PORT) {
                port.complete(OptionalInt.of(number));
            }
        }
    }

    private static void onVirtualThread(Runnable task) {
        Thread.ofVirtual().name("child-exit").start(task);
    }
}
