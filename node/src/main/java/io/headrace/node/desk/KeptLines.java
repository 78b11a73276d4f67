package io.headrace.node.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A few lines in a node's data directory that outlive a restart. Any thread. */
final class KeptLines {

    private final Path file;

    KeptLines(Path file) {
        this.file = file;
    }

    /** No line where nothing was ever kept. */
    synchronized List<String> read() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read", unreadable);
        }
    }

    /** Written aside and moved, so that a crash leaves the old lines or the new. */
    synchronized void keep(List<String> lines) {
        try {
            var aside = file.resolveSibling(file.getFileName() + ".new");
            Files.write(aside, lines);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            throw new UncheckedIOException(file + " cannot be written", full);
        }
    }
}
