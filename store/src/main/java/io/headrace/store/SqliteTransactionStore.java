package io.headrace.store;

import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.TransactionStore;
import io.headrace.crypto.EthAddress;
import java.util.ArrayList;
import java.util.List;

/** One account's transactions under way, in the node's database. Any thread. */
public final class SqliteTransactionStore implements TransactionStore {

    private final Database database;
    private final EthAddress account;

    public SqliteTransactionStore(Database database, EthAddress account) {
        this.database = database;
        this.account = account;
    }

    @Override
    public void save(Transaction transaction) {
        database.writeDurably(connection -> {
            try (var statement =
                    connection.prepareStatement("INSERT INTO chain_transaction (account, nonce, line) VALUES (?, ?, ?)"
                            + " ON CONFLICT DO UPDATE SET line = excluded.line")) {
                statement.setString(1, account.toString());
                statement.setLong(2, transaction.nonce());
                statement.setString(3, TransactionText.encode(transaction));
                statement.executeUpdate();
            }
        });
    }

    @Override
    public void forget(long nonce) {
        database.writeDurably(connection -> {
            try (var statement =
                    connection.prepareStatement("DELETE FROM chain_transaction WHERE account = ? AND nonce = ?")) {
                statement.setString(1, account.toString());
                statement.setLong(2, nonce);
                statement.executeUpdate();
            }
        });
    }

    @Override
    public List<Transaction> open() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(
                    "SELECT nonce, line FROM chain_transaction WHERE account = ? ORDER BY nonce")) {
                statement.setString(1, account.toString());
                try (var rows = statement.executeQuery()) {
                    var open = new ArrayList<Transaction>();
                    while (rows.next()) {
                        open.add(TransactionText.decode(rows.getLong(1), rows.getString(2)));
                    }
                    return open;
                }
            }
        });
    }
}
