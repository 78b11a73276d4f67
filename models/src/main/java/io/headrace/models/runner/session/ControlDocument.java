package io.headrace.models.runner.session;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One document of the control channel (real-time reference section 6.5): the parameters themselves, but for
 *
 * <pre>
 * {"keep":"alive"}                             nothing is meant
 * {"headrace":{"resume":{"after":TICKS}}}      go on where another runner's output ended
 * {"headrace":{"keyframe":true}}               the next picture that goes out is a keyframe
 * </pre>
 */
sealed interface ControlDocument {

    record KeepAlive() implements ControlDocument {}

    /** @param json an object */
    record Parameters(String json) implements ControlDocument {}

    /** @param after presentation time of the last picture that the viewers have, in 1/90000 s */
    record Resume(long after) implements ControlDocument {}

    record Keyframe() implements ControlDocument {}

    /** To be passed over. */
    record Unreadable(String reason) implements ControlDocument {}

    static ControlDocument read(byte[] document) {
        try {
            var json = Parsing.JSON.readTree(document);
            return json.isObject() ? read(json) : new Unreadable("A control message is a JSON object");
        } catch (JacksonException malformed) {
            return new Unreadable("A control message is no JSON: " + malformed.getOriginalMessage());
        }
    }

    private static ControlDocument read(JsonNode json) {
        if (json.size() == 1 && json.path("keep").asString("").equals("alive")) {
            return new KeepAlive();
        }
        return json.size() == 1 && json.has(Parsing.OWN)
                ? ours(json.path(Parsing.OWN))
                : new Parameters(json.toString());
    }

    private static ControlDocument ours(JsonNode json) {
        var after = Optional.of(json.path("resume").path("after")).filter(JsonNode::canConvertToLong);
        if (after.isPresent()) {
            return new Resume(after.get().longValue());
        }
        return json.path("keyframe").asBoolean(false)
                ? new Keyframe()
                : new Unreadable("Neither resume.after nor keyframe in a control message of ours");
    }

    /** How documents are read. */
    final class Parsing {
        static final String OWN = "headrace";
        static final JsonMapper JSON = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        private Parsing() {}
    }
}
