package io.headrace.models.batch.form;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a form of a body: of {@code multipart/form-data}, or of a JSON object whose values are texts, numbers and flags. The
 * network's nodes do not insist on the media type of JSON, so neither does this.
 */
public final class FormReader {

    /** Of a body. */
    public static final int MAX_BYTES = 50 << 20;

    private static final int MAX_FIELDS = 64;
    private static final int MAX_DEPTH = 16;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MultipartReader.MAX_TEXT)
                            .build())
                    .build())
            .build();

    private FormReader() {}

    /**
     * @param contentType of the request; empty if it has none
     * @param body from now on the form's
     */
    public static Form read(String contentType, byte[] body) throws RequestRefused {
        return switch (kind(contentType)) {
            case "multipart/form-data" -> MultipartReader.read(boundary(contentType), body);
            case "", "application/json", "application/octet-stream", "text/plain" -> json(body);
            default ->
                throw new RequestRefused(
                        RequestRefused.Fault.UNKNOWN_MEDIA,
                        "The body is " + Form.shown(contentType)
                                + "; multipart/form-data and application/json are read.");
        };
    }

    private static String kind(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static String boundary(String contentType) throws RequestRefused {
        return HeaderParameters.of(contentType)
                .find("boundary")
                .filter(boundary -> !boundary.isEmpty() && boundary.length() <= MultipartReader.MAX_BOUNDARY)
                .orElseThrow(() -> RequestRefused.badValue("Content-Type names no boundary of 1 to "
                        + MultipartReader.MAX_BOUNDARY + " characters: " + Form.shown(contentType) + "."));
    }

    private static Form json(byte[] body) throws RequestRefused {
        var fields = new HashMap<String, String>();
        for (var property : object(body).properties()) {
            var value = property.getValue();
            if (!value.isNull()) {
                fields.put(property.getKey(), value.isString() ? value.asString() : value.toString());
            }
        }
        return new Form(fields, List.of());
    }

    private static JsonNode object(byte[] body) throws RequestRefused {
        JsonNode document;
        try {
            document = JSON.readTree(new String(body, UTF_8));
        } catch (JacksonException malformed) {
            throw RequestRefused.badValue("The body is no JSON: " + malformed.getOriginalMessage());
        }
        if (!document.isObject() || document.size() > MAX_FIELDS) {
            throw RequestRefused.wrongField("The body is one JSON object of at most " + MAX_FIELDS + " fields.");
        }
        return document;
    }
}
