package io.headrace.store;

import io.headrace.chain.registry.Registration;
import io.headrace.chain.registry.RegistrationStore;
import io.headrace.crypto.EthAddress;
import java.util.ArrayList;
import java.util.List;

/** The orchestrators that the chain told of, in the node's database. Any thread. */
public record SqliteRegistrationStore(Database database) implements RegistrationStore {

    @Override
    public List<Registration> all() {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "SELECT orchestrator, uri, read_at FROM registration ORDER BY place")) {
                var all = new ArrayList<Registration>();
                while (rows.next()) {
                    all.add(new Registration(EthAddress.parse(rows.getString(1)), rows.getString(2), rows.getLong(3)));
                }
                return all;
            }
        });
    }

    @Override
    public void replace(List<Registration> newer) {
        var kept = List.copyOf(newer);
        database.writeDurably(connection -> {
            try (var emptying = connection.createStatement();
                    var insert = connection.prepareStatement(
                            "INSERT INTO registration (place, orchestrator, uri, read_at) VALUES (?, ?, ?, ?)")) {
                emptying.executeUpdate("DELETE FROM registration");
                for (int place = 0; place < kept.size(); place++) {
                    var registration = kept.get(place);
                    insert.setInt(1, place);
                    insert.setString(2, registration.orchestrator().toString());
                    insert.setString(3, registration.uri());
                    insert.setLong(4, registration.readAt());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        });
    }
}
