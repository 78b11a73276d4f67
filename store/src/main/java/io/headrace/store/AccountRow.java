package io.headrace.store;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.recipient.AccountKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One account in its table. Sums are exact fractions as text, which SQL cannot add: they are read, added and written
 * within the writer's transaction, and there is one writer.
 */
record AccountRow(AccountKey key, Price price, Credit paid, Credit charged) {

    static void credit(Connection connection, AccountKey key, Price pinned, Credit more) throws SQLException {
        var paid = sum(connection, "paid", key).plus(more);
        try (var statement = connection.prepareStatement(
                "INSERT INTO account (sender, session, price, paid, charged) VALUES (?, ?, ?, ?, '0')"
                        + " ON CONFLICT DO UPDATE SET price = excluded.price, paid = excluded.paid")) {
            bind(statement, 1, key);
            statement.setString(3, pinned.toString());
            statement.setString(4, paid.toString());
            statement.executeUpdate();
        }
    }

    static void charge(Connection connection, AccountKey key, Credit fee) throws SQLException {
        var charged = sum(connection, "charged", key).plus(fee);
        try (var statement =
                connection.prepareStatement("UPDATE account SET charged = ? WHERE sender = ? AND session = ?")) {
            statement.setString(1, charged.toString());
            bind(statement, 2, key);
            statement.executeUpdate();
        }
    }

    static void delete(Connection connection, AccountKey key) throws SQLException {
        try (var statement = connection.prepareStatement("DELETE FROM account WHERE sender = ? AND session = ?")) {
            bind(statement, 1, key);
            statement.executeUpdate();
        }
    }

    static List<AccountRow> all(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT sender, session, price, paid, charged FROM account")) {
            var all = new ArrayList<AccountRow>();
            while (rows.next()) {
                all.add(new AccountRow(
                        key(rows.getString(1), rows.getString(2)),
                        price(rows.getString(3)),
                        Credit.parse(rows.getString(4)),
                        Credit.parse(rows.getString(5))));
            }
            return all;
        }
    }

    static AccountKey key(String sender, String session) {
        return new AccountKey(EthAddress.parse(sender), session);
    }

    static Price price(String text) {
        return new Price(Credit.parse(text));
    }

    static void bind(PreparedStatement statement, int first, AccountKey key) throws SQLException {
        statement.setString(first, key.sender().toString());
        statement.setString(first + 1, key.session());
    }

    /** @param column a name of ours, never a word from outside */
    private static Credit sum(Connection connection, String column, AccountKey key) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT " + column + " FROM account WHERE sender = ? AND session = ?")) {
            bind(statement, 1, key);
            try (var row = statement.executeQuery()) {
                return row.next() ? Credit.parse(row.getString(1)) : Credit.ZERO;
            }
        }
    }
}
