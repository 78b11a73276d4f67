package io.headrace.wire.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.wire.RecordedExchange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds an answer of ours beside the one that was recorded: the status, every header, and the body. Of a JSON document the
 * shape counts, that is its fields and of which kind their values are; a text counts by each letter; media and messages are
 * left to the test. Each difference is a sentence such as {@code header connection: close -> none}.
 */
public final class AnswerComparison {

    private static final JsonMapper JSON = new JsonMapper();

    /** That they are there counts; what they say is of the moment, or was checked when the body was read. */
    private static final Set<String> VALUES_VARY = Set.of("date", "content-length");

    private AnswerComparison() {}

    /** In an order that is always the same; empty for equal answers. */
    public static List<String> differences(RecordedExchange recorded, RawAnswer ours) {
        var differences = new ArrayList<String>();
        if (recorded.status() != ours.status()) {
            differences.add("status " + recorded.status() + " -> " + ours.status());
        }
        differences.addAll(ofHeaders(headers(recorded.response().headers()), ours.headers()));
        differences.addAll(ofBodies(recorded, ours));
        return differences;
    }

    private static Map<String, String> headers(Map<String, String> spelt) {
        var headers = new TreeMap<String, String>();
        spelt.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.remove(":status");
        return headers;
    }

    private static List<String> ofHeaders(Map<String, String> theirs, Map<String, String> ours) {
        var names = new TreeSet<>(theirs.keySet());
        names.addAll(ours.keySet());
        var differences = new ArrayList<String>();
        for (var name : names) {
            var their = value(name, theirs);
            var our = value(name, ours);
            if (!their.equals(our)) {
                differences.add("header " + name + ": " + their + " -> " + our);
            }
        }
        return differences;
    }

    private static String value(String name, Map<String, String> headers) {
        if (!headers.containsKey(name)) {
            return "none";
        }
        var value = headers.getOrDefault(name, "");
        if (VALUES_VARY.contains(name)) {
            return "some";
        }
        return name.equals("allow")
                ? Arrays.stream(value.split(",", -1))
                        .map(String::strip)
                        .sorted()
                        .collect(Collectors.joining(", "))
                : value;
    }

    private static List<String> ofBodies(RecordedExchange recorded, RawAnswer ours) {
        var type = recorded.response().header("Content-Type").orElse("");
        var theirs = recorded.response().bodyText();
        if (type.startsWith("application/json")) {
            return ofShapes(theirs, ours.text());
        }
        boolean countsByLetter =
                type.startsWith("text/plain") || recorded.response().bodyLength() == 0;
        return countsByLetter && !theirs.equals(ours.text())
                ? List.of("body " + theirs.strip() + " -> " + ours.text().strip())
                : List.of();
    }

    private static List<String> ofShapes(String theirs, String ours) {
        var their = shape(theirs);
        var our = shape(ours);
        var differences = new ArrayList<String>();
        their.stream().filter(field -> !our.contains(field)).forEach(field -> differences.add("body lacks " + field));
        our.stream().filter(field -> !their.contains(field)).forEach(field -> differences.add("body has " + field));
        return differences;
    }

    /** Each field with the kind of its value: {@code inference_status.fps number}. */
    public static Set<String> shape(String json) {
        var fields = new TreeSet<String>();
        collect("", JSON.readTree(json.getBytes(UTF_8)), fields);
        return fields;
    }

    private static void collect(String path, JsonNode node, Set<String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), fields));
        } else {
            fields.add(path + " " + node.getNodeType().name().toLowerCase(Locale.ROOT));
        }
    }
}
