package io.headrace.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One SQLite file. All writes go through one thread that commits what is waiting together, so that a hundred durable
 * writes cost one synchronisation of the disk; a write is durable when its future completes. Reads use a connection of
 * their own and see what was committed. Any thread may call.
 *
 * <p>Write-ahead logging with full synchronisation: a commit survives the death of the process and of the machine.
 */
public final class Database implements AutoCloseable {

    /** Each is the schema's next version; what was released is never edited. */
    private static final List<String> MIGRATIONS = List.of("V1.sql", "V2.sql", "V3.sql");

    private final Path file;
    private final Connection writing;
    private final Connection reading;
    private final WriteQueue waiting = new WriteQueue(WriteQueue.Limits.USUAL);
    private final Thread writer;

    private Database(Path file, Connection writing, Connection reading) {
        this.file = file;
        this.writing = writing;
        this.reading = reading;
        this.writer = Thread.ofPlatform().name("store writer").start(this::writeAll);
    }

    /** @throws StoreException when the file is no database of ours, or of a later version of ours */
    public static Database open(Path file) {
        try {
            var writing = connect(file);
            writing.setAutoCommit(false);
            migrate(file, writing);
            return new Database(file, writing, connect(file));
        } catch (SQLException failed) {
            throw new StoreException(
                    "The database " + file + " cannot be opened (" + failed.getMessage()
                            + "). Move it aside to begin with an empty one.",
                    failed);
        }
    }

    /** Something to be done with the connection within the writer's transaction. */
    @FunctionalInterface
    public interface Write {
        void on(Connection connection) throws SQLException;
    }

    /** A question to the committed state. */
    @FunctionalInterface
    public interface Read<T> {
        T from(Connection connection) throws SQLException;
    }

    /**
     * Hands a write over; the future completes when it is durable, or with a {@link StoreException}. Waits when too
     * much is waiting: the disk's pace is everybody's.
     */
    public CompletableFuture<Void> write(Write write) {
        return put(write, WriteQueue.Haste.AWAITED);
    }

    /**
     * The same for a write that nobody waits for: it may lie for a moment, so that many share one commit. Whoever hands over
     * one that is awaited takes all before it along.
     */
    public CompletableFuture<Void> writeLater(Write write) {
        return put(write, WriteQueue.Haste.UNHURRIED);
    }

    private CompletableFuture<Void> put(Write write, WriteQueue.Haste haste) {
        var entry = new Waiting(write, new CompletableFuture<>());
        waiting.put(entry, haste);
        return entry.done;
    }

    /** Writes and returns when it is durable. */
    public void writeDurably(Write write) {
        await(write(write));
    }

    public <T> T read(Read<T> read) {
        synchronized (reading) {
            try {
                return read.from(reading);
            } catch (SQLException failed) {
                throw new StoreException("The database " + file + " cannot be read: " + failed.getMessage(), failed);
            }
        }
    }

    /** Commits what is waiting, then closes. */
    @Override
    public void close() {
        waiting.put(Waiting.LAST, WriteQueue.Haste.AWAITED);
        try {
            writer.join();
            reading.close();
            writing.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SQLException failed) {
            throw new StoreException("The database " + file + " cannot be closed", failed);
        }
    }

    private static void await(CompletableFuture<Void> done) {
        try {
            done.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while waiting for the disk", interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof StoreException known
                    ? known
                    : new StoreException("A write failed: " + failed.getMessage(), failed);
        }
    }

    private void writeAll() {
        try {
            while (true) {
                var batch = waiting.take();
                int end = batch.indexOf(Waiting.LAST);
                commit(end < 0 ? batch : batch.subList(0, end));
                if (end >= 0) {
                    return;
                }
            }
        } catch (InterruptedException nobodyDoesThis) {
            throw new IllegalStateException(nobodyDoesThis);
        }
    }

    private void commit(List<Waiting> batch) {
        try {
            for (var each : batch) {
                each.write.on(writing);
            }
            writing.commit();
            batch.forEach(each -> each.done.complete(null));
        } catch (SQLException | RuntimeException failed) {
            rollBack();
            apart(batch, failed);
        }
    }

    /** One bad write must not take its neighbours with it. */
    private void apart(List<Waiting> batch, Exception together) {
        if (batch.size() == 1) {
            batch.getFirst()
                    .done
                    .completeExceptionally(new StoreException(
                            "Nothing could be written to " + file + ": " + together.getMessage(), together));
        } else {
            batch.forEach(each -> commit(List.of(each)));
        }
    }

    private void rollBack() {
        try {
            writing.rollback();
        } catch (SQLException alreadyReported) {
            // The failed commit is what callers are told about.
        }
    }

    private static Connection connect(Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("PRAGMA foreign_keys = ON");
        }
        return connection;
    }

    private static void migrate(Path file, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            int version;
            try (var row = statement.executeQuery("PRAGMA user_version")) {
                version = row.getInt(1);
            }
            if (version > MIGRATIONS.size()) {
                throw new StoreException("The database " + file + " has version " + version + " and this program knows "
                        + MIGRATIONS.size() + ". Run the newer program.");
            }
            for (var script : MIGRATIONS.subList(version, MIGRATIONS.size())) {
                for (var command : resource(script).split(";\\s*\n")) {
                    if (!command.isBlank()) {
                        statement.execute(command);
                    }
                }
            }
            statement.execute("PRAGMA user_version = " + MIGRATIONS.size());
            connection.commit();
        }
    }

    private static String resource(String name) {
        try (var in = Database.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** @param done completes when it is durable */
    record Waiting(Write write, CompletableFuture<Void> done) {
        static final Waiting LAST = new Waiting(connection -> {}, new CompletableFuture<>());
    }
}
