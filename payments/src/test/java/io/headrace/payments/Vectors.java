package io.headrace.payments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Golden values that agree with the contracts and with the network's own node. */
public final class Vectors {

    private static final JsonNode ALL = read();

    private Vectors() {}

    public static Stream<JsonNode> of(String name) {
        return StreamSupport.stream(ALL.get(name).spliterator(), false);
    }

    public static JsonNode one(String name) {
        return ALL.get(name);
    }

    private static JsonNode read() {
        try (var in = Vectors.class.getResourceAsStream("/vectors/payments.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
