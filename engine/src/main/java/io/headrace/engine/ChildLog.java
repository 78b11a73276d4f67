package io.headrace.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what a child says on its error stream into the log: bounded in length of line and in number of lines. */
final class ChildLog {

    private static final Logger LOG = LoggerFactory.getLogger(ChildLog.class);
    private static final int MAX_LINE = 500;
    private static final int MAX_LINES = 2_000;

    private final long pid;
    private final StringBuilder line = new StringBuilder();
    private int lines;

    private ChildLog(long pid) {
        this.pid = pid;
    }

    /** Reads until the process ends, also what is too much: a full pipe would stop the child. */
    static void follow(Process process) {
        var log = new ChildLog(process.pid());
        Thread.ofPlatform().daemon().name("child-log-" + process.pid()).start(() -> log.read(process.getErrorStream()));
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
        if (!line.isEmpty() && lines < MAX_LINES) {
            LOG.info("child {}: {}", pid, line);
            lines++;
        }
        line.setLength(0);
    }
}
