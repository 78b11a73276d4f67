package io.headrace.inference.call;

import io.headrace.transport.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a runner said instead of an answer (pipelines reference section 1.3): {@code {"detail":{"msg":"…"}}}, or the list of a
 * framework's complaints, {@code {"detail":[{"loc":["body","prompt"],"msg":"field required"}]}}.
 *
 * @param contentType empty when it named none
 * @param document as it came, at most 64 KiB of it
 * @param message what is said in it for people, at most 1000 characters; the document itself where nothing else is found
 */
public record RunnerWords(String contentType, String document, String message) {

    private static final int MAX_DOCUMENT = 64 * 1024;
    private static final int MAX_MESSAGE = 1_000;

    static RunnerWords of(String contentType, String document) {
        var plain = said(document).replaceAll("\\p{Cntrl}+", " ").strip();
        return new RunnerWords(
                contentType, document, plain.length() > MAX_MESSAGE ? plain.substring(0, MAX_MESSAGE) + "…" : plain);
    }

    /** What of it can still be read. */
    static RunnerWords of(Answer answer) {
        var type = answer.headers().first("Content-Type").orElse("");
        try (var body = answer.body()) {
            return of(type, new String(body.readNBytes(MAX_DOCUMENT), StandardCharsets.UTF_8));
        } catch (IOException brokenOff) {
            return new RunnerWords(type, "", "");
        }
    }

    private static String said(String document) {
        try {
            var detail = JsonMapper.shared().readTree(document).path("detail");
            var message =
                    detail.isArray() ? complaints(detail) : detail.path("msg").asString(detail.asString(""));
            return message.isBlank() ? document : message;
        } catch (JacksonException otherText) {
            return document;
        }
    }

    private static String complaints(JsonNode list) {
        var all = new StringJoiner("; ");
        for (var each : list) {
            var place = new StringJoiner(".");
            each.path("loc").forEach(step -> place.add(step.asString("")));
            all.add(place + ": " + each.path("msg").asString(""));
        }
        return all.toString();
    }
}
