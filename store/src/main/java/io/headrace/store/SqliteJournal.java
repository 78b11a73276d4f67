package io.headrace.store;

import io.headrace.job.JobId;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalCodec;
import io.headrace.journal.JournalEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in a {@link Database}. What was appended is written in its order, so a durable entry carries all before
 * it to the disk. Entries become text on the writer's thread: no job waits for that.
 */
public final class SqliteJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);

    private final Database database;

    /** The last write handed over; a reader waits for it, so that it sees what was appended before it asked. */
    private final AtomicReference<CompletableFuture<?>> last =
            new AtomicReference<>(CompletableFuture.completedFuture(0));

    /** Used by the writer's thread alone, on its one connection, with which it ends. */
    private Optional<PreparedStatement> insert = Optional.empty();

    public SqliteJournal(Database database) {
        this.database = database;
    }

    @Override
    public void append(JournalEntry entry) {
        last.set(database.writeLater(line(entry)).handle((_, failed) -> {
            if (failed != null) {
                LOG.error("An entry of job {} could not be written", entry.job(), failed);
            }
            return 0;
        }));
    }

    @Override
    public void appendDurably(JournalEntry entry) {
        try {
            database.write(line(entry)).join();
        } catch (CompletionException failed) {
            throw new StoreException("An entry of job " + entry.job() + " could not be written", failed);
        }
    }

    @Override
    public List<JournalEntry> read(JobId job) {
        awaitAppended();
        return database.read(connection -> {
            try (var statement =
                    connection.prepareStatement("SELECT line FROM journal WHERE job = ? ORDER BY number")) {
                statement.setString(1, job.text());
                var entries = new ArrayList<JournalEntry>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        entries.add(JournalCodec.decode(rows.getString(1)));
                    }
                }
                return entries;
            }
        });
    }

    @Override
    public List<JobId> jobs() {
        awaitAppended();
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT job FROM journal GROUP BY job ORDER BY MIN(number)")) {
                var jobs = new ArrayList<JobId>();
                while (rows.next()) {
                    jobs.add(new JobId(rows.getString(1)));
                }
                return jobs;
            }
        });
    }

    private void awaitAppended() {
        var appended = last.get();
        if (!appended.isDone()) {
            var _ = database.write(_ -> {});
            appended.join();
        }
    }

    private Database.Write line(JournalEntry entry) {
        return connection -> {
            var statement = insert(connection);
            statement.setString(1, entry.job().text());
            statement.setString(2, JournalCodec.encode(entry));
            statement.executeUpdate();
        };
    }

    private PreparedStatement insert(Connection connection) throws SQLException {
        if (insert.isEmpty()) {
            insert = Optional.of(connection.prepareStatement("INSERT INTO journal (job, line) VALUES (?, ?)"));
        }
        return insert.get();
    }
}
