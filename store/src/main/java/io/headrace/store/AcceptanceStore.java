package io.headrace.store;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.Credit;
import io.headrace.payments.recipient.Acceptance;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Cashier;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What senders paid in, what they were charged and which nonces they used, so that a restart neither takes a payment
 * twice nor forgets one. Sums are kept instead of single payments; nonces until their offer expired long ago. The winners of a
 * payment are kept in the same commit, where {@link WinnerStore} finds them. Any thread.
 */
public final class AcceptanceStore {

    private static final Logger LOG = LoggerFactory.getLogger(AcceptanceStore.class);
    /**
     * For so many blocks nonces outlive their offer: over a restart the chain may seem to fall back, by a
     * reorganisation or because another node answers, and an offer that expired would stand again.
     */
    static final long BLOCKS_BEHIND = 256;

    private static final BigInteger LAST_BLOCK = BigInteger.valueOf(Long.MAX_VALUE);

    private final Database database;

    public AcceptanceStore(Database database) {
        this.database = database;
    }

    /**
     * Returns when nonces, credit and winners are safe: all of them or none. A promise without tickets opens no account
     * for priced work, here as little as with the cashier.
     */
    public void keep(Acceptance taken) {
        boolean promise = taken.nonces().isEmpty() && !taken.pinned().isFree();
        if (promise && taken.winners().isEmpty()) {
            return;
        }
        database.writeDurably(connection -> {
            if (!promise) {
                AccountRow.credit(connection, taken.account(), taken.pinned(), taken.credited());
            }
            if (!taken.nonces().isEmpty()) {
                insertNonces(connection, taken);
            }
            for (var winner : taken.winners()) {
                WinnerStore.insert(connection, winner);
            }
        });
    }

    /** Puts a fee in line and returns at once. That of an account which was forgotten meanwhile changes nothing. */
    public void keepFee(AccountKey account, Credit fee) {
        later("the fee " + fee, connection -> AccountRow.charge(connection, account, fee));
    }

    /**
     * Puts in line that accounts are forgotten, credit and debt alike, and the nonces of offers that expired long ago. The
     * caller makes sure that a payment which opens such an account anew is kept after this.
     */
    public void forget(List<AccountKey> accounts, long latestBlock) {
        var gone = List.copyOf(accounts);
        later("the end of " + gone.size() + " accounts", connection -> {
            for (var account : gone) {
                AccountRow.delete(connection, account);
            }
            try (var statement = connection.prepareStatement("DELETE FROM used_nonces WHERE expires <= ?")) {
                statement.setLong(1, latestBlock - BLOCKS_BEHIND);
                statement.executeUpdate();
            }
        });
    }

    /**
     * Brings a fresh cashier to where the last one was, save for what was set aside: units in work ended with it.
     *
     * @param latestBlock nonces of offers that expired long before are left out
     */
    public void recallInto(Cashier cashier, Instant now, long latestBlock) {
        database.read(connection -> {
            for (var row : AccountRow.all(connection)) {
                cashier.recallAccount(row.key(), row.price(), row.paid(), row.charged(), now);
            }
            recallNonces(connection, cashier, latestBlock);
            return 0;
        });
    }

    private void later(String what, Database.Write write) {
        var _ = database.writeLater(write).handle((_, failed) -> {
            if (failed != null) {
                LOG.error("Could not keep {}", what, failed);
            }
            return 0;
        });
    }

    private static void insertNonces(Connection connection, Acceptance taken) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO used_nonces"
                + " (sender, session, price, rand_hash, expires, nonces) VALUES (?, ?, ?, ?, ?, ?)")) {
            AccountRow.bind(statement, 1, taken.account());
            statement.setString(3, taken.pinned().toString());
            statement.setString(4, taken.randHash().toString());
            statement.setLong(5, taken.expirationBlock().min(LAST_BLOCK).longValueExact());
            statement.setString(6, text(taken.nonces()));
            statement.executeUpdate();
        }
    }

    private static void recallNonces(Connection connection, Cashier cashier, long latestBlock) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT sender, rand_hash, expires, nonces FROM used_nonces WHERE expires > ? ORDER BY number")) {
            statement.setLong(1, latestBlock - BLOCKS_BEHIND);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    cashier.recallNonces(
                            EthAddress.parse(rows.getString(1)),
                            Hash256.parse(rows.getString(2)),
                            BigInteger.valueOf(rows.getLong(3)),
                            nonces(rows.getString(4)));
                }
            }
        }
    }

    private static String text(List<Long> nonces) {
        return nonces.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static List<Long> nonces(String text) {
        return Arrays.stream(text.split(" ")).map(Long::valueOf).toList();
    }
}
