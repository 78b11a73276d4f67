package io.headrace.ethereum.abi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls, selectors and topics as the contracts' own compiler made them. */
final class ContractVectors {

    static final JsonNode ALL = read();

    private ContractVectors() {}

    static Stream<JsonNode> calls() {
        return StreamSupport.stream(ALL.get("calldata").spliterator(), false);
    }

    /** The call of the function with this signature. */
    static JsonNode call(String signature) {
        return calls().filter(call -> call.get("function").stringValue().equals(signature))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode read() {
        try (var in = ContractVectors.class.getResourceAsStream("/vectors/contracts.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
