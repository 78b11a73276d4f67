package io.headrace.wire;

import io.headrace.payments.currency.Rate;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a web service answers that is asked for a rate; ours, there is no other.
 *
 * <pre>
 *   {"pair":"ETH / USD",                   base, then quote; one of them ETH
 *    "price":"2137.48",                    what one of the base costs in the quote; a number will do
 *    "updatedAt":"2030-01-01T00:00:00Z"}   when it was learned; now, when it is left out
 * </pre>
 */
public final class RateAnswer {

    /** More is not read. */
    public static final int MAX_BYTES = 4_096;

    private static final int MAX_TEXT = 80;
    private static final JsonMapper JSON = JsonMapper.shared();

    private RateAnswer() {}

    /**
     * @param now when it was heard
     * @throws IOException when it is no such answer
     */
    public static Rate parse(byte[] body, Instant now) throws IOException {
        try {
            var answer = JSON.readTree(body);
            var at = answer.has("updatedAt")
                    ? Instant.parse(answer.required("updatedAt").asString())
                    : now;
            return Rate.ofPair(text(answer.required("pair")), new BigDecimal(text(answer.required("price"))), at);
        } catch (JacksonException | IllegalArgumentException | DateTimeException garbled) {
            throw new IOException(
                    "No rate in an answer of " + body.length + " bytes: " + garbled.getMessage(), garbled);
        }
    }

    private static String text(JsonNode field) {
        var value = field.asString();
        if (value.length() > MAX_TEXT) {
            throw new IllegalArgumentException("a field of " + value.length() + " characters");
        }
        return value;
    }
}
