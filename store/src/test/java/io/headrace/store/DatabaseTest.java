package io.headrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasWrittenWhenItIsOpenedAgain() {
        try (var database = Database.open(folder.resolve("db"))) {
            database.writeDurably(insert("a", "1"));
        }

        try (var database = Database.open(folder.resolve("db"))) {
            assertThat(values(database)).containsExactly("1");
        }
    }

    @Test
    void keepsTheOrderOfWritesAndCommitsManyTogether() {
        try (var database = Database.open(folder.resolve("db"))) {
            var writes = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < 2_000; i++) {
                writes.add(database.write(insert("name" + i, "" + i)));
            }
            CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();

            assertThat(values(database)).hasSize(2_000).startsWith("0", "1", "2");
        }
    }

    @Test
    void failsOneBadWriteWithoutItsNeighbours() {
        try (var database = Database.open(folder.resolve("db"))) {
            database.writeDurably(insert("taken", "first"));

            var before = database.write(insert("a", "1"));
            var bad = database.write(insert("taken", "second"));
            var after = database.write(insert("b", "2"));

            before.join();
            after.join();
            assertThatThrownBy(bad::join).hasCauseInstanceOf(StoreException.class);
            assertThat(values(database)).containsExactly("first", "1", "2");
        }
    }

    @Test
    void refusesAFileThatIsNoDatabaseAndSaysWhatToDo() throws IOException {
        var file = folder.resolve("db");
        Files.writeString(file, "This is not a database at all, but it is long enough to have a header.".repeat(20));

        assertThatThrownBy(() -> Database.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("Move it aside");
    }

    @Test
    void refusesAFileOfALaterVersion() throws SQLException {
        var file = folder.resolve("db");
        Database.open(file).close();
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> Database.open(file)).hasMessageContaining("99");
    }

    private static Database.Write insert(String name, String value) {
        return connection -> {
            try (var statement = connection.prepareStatement("INSERT INTO fact (name, value) VALUES (?, ?)")) {
                statement.setString(1, name);
                statement.setString(2, value);
                statement.executeUpdate();
            }
        };
    }

    private static List<String> values(Database database) {
        return database.read(connection -> {
            var values = new ArrayList<String>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT value FROM fact ORDER BY rowid")) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        });
    }
}
