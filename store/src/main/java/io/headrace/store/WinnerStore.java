package io.headrace.store;

import io.headrace.chain.redemption.Ending;
import io.headrace.crypto.Hash256;
import io.headrace.job.JobId;
import io.headrace.payments.WinningTicket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Winning tickets from the moment they are found until after they were redeemed: losing one is losing money. The
 * ticket's hash names it, as the broker does. Any thread; a failing disk is a {@link StoreException}.
 */
public final class WinnerStore {

    private static final Logger LOG = LoggerFactory.getLogger(WinnerStore.class);

    private final Database database;

    /** The last name handed over; whoever looks a winner up waits for it, so that it sees what was named before. */
    private final AtomicReference<CompletableFuture<?>> lastNamed =
            new AtomicReference<>(CompletableFuture.completedFuture(0));

    public WinnerStore(Database database) {
        this.database = database;
    }

    /** Returns when the winner is safe. One that is known already, open or ended, stays as it is. */
    public void add(WinningTicket winner) {
        database.writeDurably(connection -> insert(connection, winner));
    }

    static void insert(Connection connection, WinningTicket winner) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT OR IGNORE INTO winner (hash, ticket) VALUES (?, ?)")) {
            statement.setString(1, winner.hash().toString());
            statement.setString(2, WinnerText.encode(winner));
            statement.executeUpdate();
        }
    }

    /**
     * Puts in line which job a winner was sent for, and returns at once. The first name stays; a ticket that is not
     * known changes nothing.
     */
    public void nameJob(Hash256 ticket, JobId job) {
        lastNamed.set(database.write(connection -> update(
                        connection, "UPDATE winner SET job = ? WHERE hash = ? AND job IS NULL", job.text(), ticket))
                .handle((_, failed) -> {
                    if (failed != null) {
                        LOG.error("The job {} of winner {} could not be kept", job, ticket, failed);
                    }
                    return 0;
                }));
    }

    /** What waits to be redeemed, oldest first. Each leaves after a few rounds at the latest, so it is never endless. */
    public List<WinningTicket> open() {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var rows =
                            statement.executeQuery("SELECT ticket FROM winner WHERE ending IS NULL ORDER BY number")) {
                var winners = new ArrayList<WinningTicket>();
                while (rows.next()) {
                    winners.add(WinnerText.decode(rows.getString(1)));
                }
                return winners;
            }
        });
    }

    /** Returns when it is safe that the winner needs nothing more. The first ending stays. */
    public void close(Hash256 ticket, Ending ending) {
        database.writeDurably(connection -> update(
                connection,
                "UPDATE winner SET ending = ? WHERE hash = ? AND ending IS NULL",
                EndingText.encode(ending),
                ticket));
    }

    public Optional<StoredWinner> find(Hash256 ticket) {
        lastNamed.get().join();
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("SELECT ticket, job, ending FROM winner WHERE hash = ?")) {
                statement.setString(1, ticket.toString());
                try (var row = statement.executeQuery()) {
                    return row.next() ? Optional.of(stored(row)) : Optional.empty();
                }
            }
        });
    }

    private static StoredWinner stored(ResultSet row) throws SQLException {
        return new StoredWinner(
                WinnerText.decode(row.getString(1)),
                Optional.ofNullable(row.getString(2)).map(JobId::new),
                Optional.ofNullable(row.getString(3)).map(EndingText::decode));
    }

    private static void update(Connection connection, String command, String value, Hash256 ticket)
            throws SQLException {
        try (var statement = connection.prepareStatement(command)) {
            statement.setString(1, value);
            statement.setString(2, ticket.toString());
            statement.executeUpdate();
        }
    }
}
