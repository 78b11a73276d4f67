package io.headrace.admin;

import io.headrace.transport.Exchange;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The forms of answers: a document, or {@code {"error":{"message"}}} with a sentence. */
final class Answers {

    static final String JSON = "application/json";

    private static final JsonMapper MAPPER = new JsonMapper();

    private Answers() {}

    static void document(Exchange exchange, int status, Map<String, Object> fields) throws IOException {
        exchange.answer(status, JSON, MAPPER.writeValueAsString(fields));
    }

    /** @param reason short and stable, for programs */
    static void refuse(Exchange exchange, int status, String sentence, String reason) throws IOException {
        document(exchange, status, Map.of("error", Map.of("message", sentence, "reason", reason)));
    }

    static void refuse(Exchange exchange, int status, String sentence) throws IOException {
        document(exchange, status, Map.of("error", Map.of("message", sentence)));
    }
}
