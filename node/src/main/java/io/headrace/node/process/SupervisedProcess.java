package io.headrace.node.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that is started again when it dies, until it is closed or somebody asks it to end. A virtual thread waits for its end. The process
 * learns of its parent's death by the end of its standard input ({@link ParentWatch}).
 */
public final class SupervisedProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedProcess.class);

    /** Long enough not to spin on a process that cannot start, short enough to be back within five seconds. */
    private static final Duration PAUSE = Duration.ofMillis(300);

    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);

    /** How a JVM says that it was asked to end: by its own word, Ctrl-C or SIGTERM. Whoever asked meant it. */
    private static final Set<Integer> ASKED_TO_END = Set.of(0, 130, 143);

    private final String name;
    private final List<String> commandLine;
    private final Path log;
    private final Thread watcher;

    /** Guarded by this. */
    private Process current;

    /** Guarded by this. */
    private boolean closed;

    private SupervisedProcess(String name, List<String> commandLine, Path log) {
        this.name = name;
        this.commandLine = List.copyOf(commandLine);
        this.log = log;
        this.current = begin();
        this.watcher = Thread.ofVirtual().name("supervisor of " + name).start(this::watch);
    }

    /**
     * Starts the process.
     *
     * @param log where its standard output and error go
     * @throws UncheckedIOException when the program cannot be started at all
     */
    public static SupervisedProcess start(String name, List<String> commandLine, Path log) {
        return new SupervisedProcess(name, commandLine, log);
    }

    public String name() {
        return name;
    }

    /** The process that runs now; after a death, soon another one. */
    public synchronized long pid() {
        return current.pid();
    }

    /** Waits until it is down for good; false when it is not in time. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return watcher.join(patience);
    }

    /** Ends the process politely, then by force, and does not start it again. */
    @Override
    public void close() {
        Process last;
        synchronized (this) {
            closed = true;
            last = current;
        }
        last.destroy();
        try {
            if (!last.waitFor(PATIENCE_AT_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} (pid {}) did not end within {}; it is killed", name, last.pid(), PATIENCE_AT_END);
                last.destroyForcibly();
            }
            watcher.join(PATIENCE_AT_END);
        } catch (InterruptedException interrupted) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (true) {
                var running = running();
                int exit = running.waitFor();
                if (isClosed()) {
                    return;
                }
                if (ASKED_TO_END.contains(exit)) {
                    LOG.warn("{} (pid {}) was asked to end and stays down", name, running.pid());
                    return;
                }
                LOG.warn("{} (pid {}) ended with {}; it is started again", name, running.pid(), exit);
                Thread.sleep(PAUSE);
                if (!restart()) {
                    return;
                }
            }
        } catch (InterruptedException nobodyDoesThis) {
            throw new IllegalStateException(nobodyDoesThis);
        }
    }

    private synchronized boolean restart() {
        if (closed) {
            return false;
        }
        current = begin();
        return true;
    }

    private synchronized Process running() {
        return current;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private Process begin() {
        try {
            return new ProcessBuilder(commandLine)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(name + " cannot be started: " + String.join(" ", commandLine), cannotStart);
        }
    }
}
