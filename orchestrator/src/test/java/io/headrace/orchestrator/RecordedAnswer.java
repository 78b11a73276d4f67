package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a test client asked of the network's own orchestrator, and what that answered (recorded exchanges, sections A
 * and D).
 *
 * @param headers those that matter, in lower case
 * @param body in text form; empty when {@code bodyLength} bytes of media were sent
 * @param answer the text of a refusal
 * @param error within the result
 * @param renditions how many came back; -1 when there was no such data
 */
record RecordedAnswer(
        String id,
        String name,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        int bodyLength,
        int status,
        String answer,
        String error,
        int renditions) {

    static List<RecordedAnswer> all() {
        try (var lines = RecordedAnswer.class.getResourceAsStream("recorded-answers.jsonl")) {
            return new String(readAll(lines), UTF_8)
                    .lines()
                    .map(RecordedAnswer::parse)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] readAll(@Nullable InputStream stream) throws IOException {
        if (stream == null) {
            throw new IOException("recorded-answers.jsonl is missing");
        }
        return stream.readAllBytes();
    }

    private static RecordedAnswer parse(String line) {
        var json = JsonMapper.shared().readTree(line);
        var headers = new TreeMap<String, String>();
        json.get("headers")
                .properties()
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asString()));
        return new RecordedAnswer(
                json.get("id").asString(),
                json.get("case").asString(),
                json.get("method").asString(),
                json.get("path").asString(),
                headers,
                json.get("body").asString(),
                json.get("bodyLength").asInt(),
                json.get("status").asInt(),
                json.get("answer").asString(),
                json.get("error").asString(),
                json.get("renditions").asInt());
    }

    boolean offChain() {
        return id.startsWith("A-");
    }

    @Override
    public String toString() {
        return id + " " + name;
    }
}
