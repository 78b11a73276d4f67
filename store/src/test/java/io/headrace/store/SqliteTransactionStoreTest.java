package io.headrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.transaction.Call;
import io.headrace.chain.transaction.CallData;
import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Fees;
import io.headrace.chain.transaction.GasLimit;
import io.headrace.chain.transaction.Purpose;
import io.headrace.chain.transaction.Transaction;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteTransactionStoreTest {

    private static final EthAddress ACCOUNT = EthAddress.parse("1563915e194d8cfba1943570603f7606a3115508");
    private static final EthAddress OTHER = EthAddress.parse("5cbdd86a2fa8dc4bddd8a8f69dba48572eec07fb");

    @TempDir
    Path folder;

    @Test
    void keepsOpenTransactionsOverARestartByNonce() {
        life(store -> {
            store.save(transaction(8, new GasLimit.Fixed(50_000)));
            store.save(transaction(7, new GasLimit.Estimated()));
        });

        life(store -> assertThat(store.open())
                .containsExactly(transaction(7, new GasLimit.Estimated()), transaction(8, new GasLimit.Fixed(50_000))));
    }

    @Test
    void keepsTheLatestTriesOfANonce() {
        var first = transaction(7, new GasLimit.Estimated());
        var replaced = new Transaction(
                7, first.id(), first.call(), first.gas(), List.of(first.fees(), new Fees(Wei.of(2), Wei.of(11))));
        life(store -> {
            store.save(first);
            store.save(replaced);

            assertThat(store.open()).containsExactly(replaced);
        });
    }

    @Test
    void forgetsWhatEnded() {
        life(store -> {
            store.save(transaction(7, new GasLimit.Estimated()));
            store.forget(7);
            store.forget(8);

            assertThat(store.open()).isEmpty();
        });
    }

    @Test
    void keepsAccountsApart() {
        try (var database = Database.open(folder.resolve("db"))) {
            var other = new SqliteTransactionStore(database, OTHER);
            var store = new SqliteTransactionStore(database, ACCOUNT);
            store.save(transaction(7, new GasLimit.Estimated()));
            other.forget(7);

            assertThat(other.open()).isEmpty();
            assertThat(store.open()).hasSize(1);
        }
    }

    @Test
    void isAddedToADatabaseOfTheFirstVersion() throws SQLException {
        var file = folder.resolve("db");
        Database.open(file).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE chain_transaction");
            statement.execute("DROP TABLE registration");
            statement.execute("PRAGMA user_version = 1");
        }

        life(store -> {
            store.save(transaction(7, new GasLimit.Estimated()));
            assertThat(store.open()).hasSize(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void readsEveryPurposeAsItWasWritten(Purpose purpose) {
        var call = new Call(ACCOUNT, CallData.EMPTY, Wei.ZERO, new GasLimit.Estimated(), purpose);
        var transaction = new Transaction(7, new CallId("a"), call, 1, List.of(new Fees(Wei.ZERO, Wei.ZERO)));

        assertThat(TransactionText.decode(7, TransactionText.encode(transaction)))
                .isEqualTo(transaction);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a REDEEM",
                "a LUCK 0x1563915e194d8cfba1943570603f7606a3115508 0x 0 estimated 1 1/2",
                "a REDEEM 0x15 0x 0 estimated 1 1/2",
                "a REDEEM 0x1563915e194d8cfba1943570603f7606a3115508 0x 0 some 1 1/2",
                "a REDEEM 0x1563915e194d8cfba1943570603f7606a3115508 0x 0 estimated 1 1",
                "a REDEEM 0x1563915e194d8cfba1943570603f7606a3115508 0x 0 estimated 1 2/1",
                "a REDEEM 0x1563915e194d8cfba1943570603f7606a3115508 0x -1 estimated 1 1/2"
            })
    void refusesALineThatNobodyWrote(String line) {
        assertThatThrownBy(() -> TransactionText.decode(7, line))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged");
    }

    private void life(Consumer<SqliteTransactionStore> lived) {
        try (var database = Database.open(folder.resolve("db"))) {
            lived.accept(new SqliteTransactionStore(database, ACCOUNT));
        }
    }

    private static Transaction transaction(long nonce, GasLimit limit) {
        var call = new Call(
                OTHER, CallData.parse("0x83197ef0ff"), Wei.parse("12345678901234567890"), limit, Purpose.REDEEM);
        return new Transaction(
                nonce, new CallId("redeem-" + nonce), call, 350_000, List.of(new Fees(Wei.of(1), Wei.of(9))));
    }
}
