package io.headrace.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what a child says on its error stream into the log, bounded in length of line and in number of lines, and keeps
 * the last lines for whoever has to say what became of the child.
 */
final class ChildLog {

    private static final Logger LOG = LoggerFactory.getLogger(ChildLog.class);
    private static final int MAX_LINE = 500;
    private static final int MAX_LINES = 2_000;
    private static final int LAST_LINES = 20;

    private final long pid;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final StringBuilder line = new StringBuilder();
    private int lines;

    private ChildLog(long pid) {
        this.pid = pid;
    }

    /** Reads until the process ends, also what is too much: a full pipe would stop the child. */
    static ChildLog follow(Process process) {
        var log = new ChildLog(process.pid());
        Thread.ofPlatform().daemon().name("child-log-" + process.pid()).start(() -> log.read(process.getErrorStream()));
        return log;
    }

    /** At most 20, oldest first. */
    List<String> lastLines() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    /** Waits until everything was read: what a process says last may still be on the way when it has ended. */
    void awaitEnd(Duration patience) throws InterruptedException {
        var _ = ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void read(InputStream errors) {
        byte[] chunk = new byte[1024];
        try (errors) {
            for (int n = errors.read(chunk); n > 0; n = errors.read(chunk)) {
                take(new String(chunk, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException gone) {
            LOG.debug("child {}: its error stream is gone", pid);
        }
        tell();
        ended.countDown();
    }

    private void take(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                tell();
            } else if (line.length() < MAX_LINE) {
                line.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
    }

    private void tell() {
        if (!line.isEmpty()) {
            keep(line.toString());
        }
        if (!line.isEmpty() && lines < MAX_LINES) {
            LOG.info("child {}: {}", pid, line);
            lines++;
        }
        line.setLength(0);
    }

    private void keep(String text) {
        synchronized (last) {
            if (last.size() == LAST_LINES) {
                last.removeFirst();
            }
            last.addLast(text);
        }
    }
}
