package io.headrace.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * One request and its answer, as existing nodes put them on the wire.
 *
 * @param id as in the recordings: {@code A-004}
 * @param direction who asked whom: {@code gateway -> orchestrator}
 */
public record RecordedExchange(String id, String about, String direction, Message request, Message response) {
    static RecordedExchange of(JsonNode line) {
        return new RecordedExchange(
                line.path("id").asString(),
                line.path("about").asString(),
                line.path("direction").asString(),
                Message.of(line.path("request")),
                Message.of(line.path("response")));
    }

    public String path() {
        return request.path();
    }

    /** The numeric status of the answer; 0 when there was none. */
    public int status() {
        String digits = response.status().replaceAll("\\D.*", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    @Override
    public String toString() {
        return id + " " + about;
    }

    /**
     * One side of it.
     *
     * @param body the bytes, unless it is media, of which only length and hash were kept
     * @param bodyLength in bytes, also of a body that was not kept
     * @param grpcMessages the messages of a gRPC body, in their order
     * @param parts of a multipart body, in their order
     */
    public record Message(
            String method,
            String path,
            String status,
            Map<String, String> headers,
            Map<String, String> trailers,
            Optional<byte[]> body,
            int bodyLength,
            List<byte[]> grpcMessages,
            List<Part> parts) {
        static Message of(JsonNode node) {
            return new Message(
                    node.path("method").asString(""),
                    node.path("path").asString(""),
                    node.path("status").asString(""),
                    pairs(node.path("headers")),
                    pairs(node.path("trailers")),
                    bodyOf(node),
                    node.path("bodyLength").asInt(0),
                    messagesOf(node.path("decoded")),
                    node.path("multipart")
                            .path("parts")
                            .valueStream()
                            .map(Part::of)
                            .toList());
        }

        /** @param name in any case */
        public Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        public String bodyText() {
            return body.map(bytes -> new String(bytes, UTF_8)).orElse("");
        }

        private static Map<String, String> pairs(JsonNode list) {
            var pairs = new LinkedHashMap<String, String>();
            list.forEach(pair -> pairs.put(pair.get(0).asString(), pair.get(1).asString()));
            return pairs;
        }

        private static Optional<byte[]> bodyOf(JsonNode node) {
            if (node.has("bodyHex")) {
                return Optional.of(HexFormat.of().parseHex(node.get("bodyHex").asString()));
            }
            if (node.has("bodyText")) {
                return Optional.of(node.get("bodyText").asString().getBytes(UTF_8));
            }
            return Optional.empty();
        }

        private static List<byte[]> messagesOf(JsonNode decoded) {
            if (!decoded.isArray()) {
                return List.of();
            }
            return StreamSupport.stream(decoded.spliterator(), false)
                    .filter(message -> message.has("hex"))
                    .map(message -> HexFormat.of().parseHex(message.get("hex").asString()))
                    .toList();
        }
    }

    /**
     * One part of a multipart body.
     *
     * @param head its lines, without the end of the last
     * @param text empty when it was media
     */
    public record Part(String head, int length, String text) {
        static Part of(JsonNode node) {
            return new Part(
                    node.path("headerText").asString(),
                    node.path("length").asInt(),
                    node.path("text").asString(""));
        }
    }
}
