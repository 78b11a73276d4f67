package io.headrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.registry.Registration;
import io.headrace.crypto.EthAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRegistrationStoreTest {

    private static final Registration ALDER = registration(1, "https://alder.test:8935", 7);
    private static final Registration BIRCH = registration(2, "whatever, nobody checks it; 'quoted'", 9);

    @TempDir
    private Path folder;

    @Test
    void knowsNobodyAtFirst() {
        try (var database = open()) {
            assertThat(new SqliteRegistrationStore(database).all()).isEmpty();
        }
    }

    @Test
    void keepsThemInTheirOrderOverARestart() {
        try (var database = open()) {
            new SqliteRegistrationStore(database).replace(List.of(BIRCH, ALDER));
        }

        try (var database = open()) {
            assertThat(new SqliteRegistrationStore(database).all()).containsExactly(BIRCH, ALDER);
        }
    }

    @Test
    void forgetsWhoIsNotAmongTheNewer() {
        try (var database = open()) {
            var store = new SqliteRegistrationStore(database);
            store.replace(List.of(ALDER, BIRCH));

            var moved = registration(2, "", 12);
            store.replace(List.of(moved));

            assertThat(store.all()).containsExactly(moved);
        }
    }

    @Test
    void keepsTheOldWhenTheNewCannotBeWritten() {
        try (var database = open()) {
            var store = new SqliteRegistrationStore(database);
            store.replace(List.of(ALDER));

            assertThatThrownBy(() -> store.replace(List.of(BIRCH, BIRCH))).isInstanceOf(StoreException.class);

            assertThat(store.all()).containsExactly(ALDER);
        }
    }

    @Test
    void keepsAThousand() {
        var many = IntStream.range(0, 1_000)
                .mapToObj(i -> registration(i, "u".repeat(Registration.MAX_URI), i))
                .toList();
        try (var database = open()) {
            var store = new SqliteRegistrationStore(database);

            store.replace(many);

            assertThat(store.all()).isEqualTo(many);
        }
    }

    private Database open() {
        return Database.open(folder.resolve("db"));
    }

    private static Registration registration(int number, String uri, long readAt) {
        return new Registration(EthAddress.parse("%040x".formatted(number + 1)), uri, readAt);
    }
}
