package io.headrace.journal;

import io.headrace.job.JobId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry as one line of JSON, and back: {@code {"v":1,"at":"…","job":"…","kind":"ticketsSent", …}}, the rest being
 * the fields of the fact. Strict about kinds it knows: a field too many or too few makes the line unreadable. A kind
 * it does not know is kept as it is. Times are ISO-8601, durations too, money is exact text. Any thread.
 */
public final class JournalCodec {

    private static final int VERSION = 1;
    private static final int QUOTED = 80;
    private static final String NO_FIELDS = "{}";

    private static final Map<String, Class<? extends Fact>> KINDS = kinds();

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new ValuesModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private JournalCodec() {}

    /** Without a line break. */
    public static String encode(JournalEntry entry) {
        return entry.fact() instanceof Fact.Unknown(var kind, var fields)
                ? line(entry, kind, fields)
                : line(entry, kind(entry.fact().getClass()), MAPPER.writeValueAsString(entry.fact()));
    }

    /** @param fields an object, as it was written */
    private static String line(JournalEntry entry, String kind, String fields) {
        return "{\"v\":" + VERSION
                + ",\"at\":\"" + entry.at()
                + "\",\"job\":" + quoted(entry.job().text())
                + ",\"kind\":" + quoted(kind)
                + (fields.length() > NO_FIELDS.length() ? "," : "")
                + fields.substring(1);
    }

    private static String quoted(String text) {
        return MAPPER.writeValueAsString(text);
    }

    /** @throws JournalUnreadable for anything that no version wrote */
    public static JournalEntry decode(String line) {
        try {
            if (!(MAPPER.readTree(line) instanceof ObjectNode fields)) {
                throw new JournalUnreadable("Not an object: " + quote(line));
            }
            if (take(fields, "v", line).asInt(0) != VERSION) {
                throw new JournalUnreadable("Not of version " + VERSION + ": " + quote(line));
            }
            var at = Instant.parse(take(fields, "at", line).asString());
            var job = new JobId(take(fields, "job", line).asString());
            var kind = take(fields, "kind", line).asString();
            var type = Optional.<Class<? extends Fact>>ofNullable(KINDS.get(kind));
            var fact = type.isPresent()
                    ? MAPPER.treeToValue(fields, type.get())
                    : new Fact.Unknown(kind, MAPPER.writeValueAsString(fields));
            return new JournalEntry(at, job, fact);
        } catch (JacksonException | DateTimeException | IllegalArgumentException malformed) {
            throw new JournalUnreadable("Not an entry of a journal: " + quote(line), malformed);
        }
    }

    /** A document of the machine-readable face. */
    static String document(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    private static JsonNode take(ObjectNode fields, String name, String line) {
        return Optional.ofNullable(fields.remove(name))
                .filter(JsonNode::isValueNode)
                .orElseThrow(() -> new JournalUnreadable("No \"" + name + "\" in " + quote(line)));
    }

    private static String quote(String line) {
        return line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…";
    }

    @SuppressWarnings("unchecked") // the permitted subclasses of Fact are facts
    private static Map<String, Class<? extends Fact>> kinds() {
        var kinds = new HashMap<String, Class<? extends Fact>>();
        for (var type : Fact.class.getPermittedSubclasses()) {
            if (type != Fact.Unknown.class) {
                kinds.put(kind(type), (Class<? extends Fact>) type);
            }
        }
        return Map.copyOf(kinds);
    }

    private static String kind(Class<?> fact) {
        var name = fact.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
