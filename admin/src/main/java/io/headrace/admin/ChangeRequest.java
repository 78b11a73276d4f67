package io.headrace.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import io.headrace.transport.Exchange;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a caller wants changed: a flat document of text and numbers. Every reader throws {@link IllegalArgumentException}
 * with a sentence for the caller.
 */
record ChangeRequest(Map<String, String> fields) {

    private static final int MAX_BYTES = 8 * 1024;
    private static final int MAX_URI = 200;
    private static final String ADDRESS = "0x[0-9a-fA-F]{40}";
    private static final String AMOUNT = "[0-9]{1,78}";
    private static final String COUNT = "[0-9]{1,18}";
    private static final JsonMapper JSON = new JsonMapper();

    /** @param known the fields there may be; an empty body is a document without any */
    static ChangeRequest read(Exchange exchange, Set<String> known) throws IOException {
        byte[] body = exchange.body().readAll(MAX_BYTES);
        return new ChangeRequest(body.length == 0 ? Map.of() : fields(parse(body), known));
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(new String(body, UTF_8));
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("The body is no JSON document", malformed);
        }
    }

    private static Map<String, String> fields(JsonNode document, Set<String> known) {
        if (!document.isObject()) {
            throw new IllegalArgumentException("The body is one document: {\"field\":\"value\"}");
        }
        var fields = new TreeMap<String, String>();
        document.properties().forEach(field -> {
            if (!known.contains(field.getKey()) || !field.getValue().isValueNode()) {
                throw new IllegalArgumentException(
                        "A field that is not known here, or no plain value: " + cut(field.getKey()));
            }
            fields.put(field.getKey(), field.getValue().asString(""));
        });
        return fields;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) {
        return Optional.ofNullable(fields.get(name))
                .orElseThrow(() -> new IllegalArgumentException("The field " + name + " is missing"));
    }

    /** Nothing when the field is missing. */
    Wei weiOrZero(String name) {
        return has(name) ? new Wei(number(name, AMOUNT, "a decimal string of wei")) : Wei.ZERO;
    }

    Wei wei(String name) {
        return new Wei(positive(name, number(name, AMOUNT, "a decimal string of wei")));
    }

    Tokens tokens(String name) {
        return new Tokens(positive(name, number(name, AMOUNT, "a decimal string of a token's smallest parts")));
    }

    long count(String name) {
        return number(name, COUNT, "a whole number").longValueExact();
    }

    /** One that somebody may have a key for. Letters of both cases are a checksum, which has to fit. */
    EthAddress recipient(String name) {
        var text = text(name);
        if (!text.matches(ADDRESS)) {
            throw new IllegalArgumentException(
                    "The field " + name + " is 0x and 40 hex digits, not \"" + cut(text) + "\"");
        }
        var address = EthAddress.parse(text);
        if (address.isZero()) {
            throw new IllegalArgumentException("The field " + name + " is the zero address: what goes there is lost");
        }
        var digits = text.substring(2);
        boolean oneCase =
                digits.equals(digits.toLowerCase(Locale.ROOT)) || digits.equals(digits.toUpperCase(Locale.ROOT));
        if (!oneCase && !address.toString().equals(text)) {
            throw new IllegalArgumentException(
                    "The field " + name + " is mistyped: the checksum of " + text + " does not fit");
        }
        return address;
    }

    /** Where gateways come in: {@code https://host:port}. */
    String serviceUri(String name) {
        var text = text(name);
        if (text.length() > MAX_URI) {
            throw new IllegalArgumentException("The field " + name + " is longer than " + MAX_URI + " characters");
        }
        var uri = URI.create(text);
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "The field " + name + " is an address such as https://host:8935, not " + text);
        }
        return text;
    }

    private BigInteger number(String name, String form, String what) {
        var text = text(name);
        if (!text.matches(form)) {
            throw new IllegalArgumentException("The field " + name + " is " + what + ", not \"" + cut(text) + "\"");
        }
        return new BigInteger(text);
    }

    private static BigInteger positive(String name, BigInteger amount) {
        if (amount.signum() == 0) {
            throw new IllegalArgumentException("The field " + name + " is more than nothing");
        }
        return amount;
    }

    private static String cut(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    /** The same for the same wish, whatever the order of its fields. */
    @Override
    public String toString() {
        return fields.toString();
    }
}
