package io.headrace.models.runner;

import io.headrace.models.runner.session.SessionPlan;
import io.headrace.tricklehttp.ChannelAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of {@code POST /live-video-to-video} (real-time reference section 8.1):
 *
 * <pre>
 * {"subscribe_url":…, "publish_url":…, "control_url":…, "events_url":…,
 *  "model_id":…, "params":{…}, "gateway_request_id":…, "manifest_id":…, "stream_id":…,
 *  "headrace":{"tokens":{"input","output","control","events","sound_input","sound_output","trace"},
 *              "sound_input_url":…, "sound_output_url":…, "trace_url":…}}
 * </pre>
 *
 * The first two must be there. Fields that nobody knows may be there.
 *
 * @param model empty when none is named
 */
record StartRequest(String model, SessionPlan plan) {

    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_URL = 2_048;
    private static final int MAX_ID = 256;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws IllegalArgumentException in a sentence that names what is wrong */
    static StartRequest parse(byte[] body) {
        var document = document(body);
        var own = Optional.of(document.path("headrace")).filter(JsonNode::isObject);
        var tokens = document.path("headrace").path("tokens");
        var plan = new SessionPlan(
                parameters(document.path("params")),
                text(document, "gateway_request_id", MAX_ID),
                required(document, "subscribe_url", tokens, "input"),
                required(document, "publish_url", tokens, "output"),
                address(document, "control_url", tokens, "control"),
                address(document, "events_url", tokens, "events"),
                own.map(ours -> own(ours, tokens)));
        return new StartRequest(text(document, "model_id", MAX_ID), plan);
    }

    private static JsonNode document(byte[] body) {
        try {
            var document = JSON.readTree(body);
            if (!document.isObject()) {
                throw new IllegalArgumentException("The body must be one JSON object");
            }
            return document;
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("The body is no JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static String parameters(JsonNode params) {
        if (params.isMissingNode() || params.isNull()) {
            return "{}";
        }
        if (!params.isObject()) {
            throw new IllegalArgumentException("params must be a JSON object");
        }
        return params.toString();
    }

    private static SessionPlan.Own own(JsonNode own, JsonNode tokens) {
        var soundInput = address(own, "sound_input_url", tokens, "sound_input");
        var soundOutput = address(own, "sound_output_url", tokens, "sound_output");
        var sound = soundInput.flatMap(in -> soundOutput.map(out -> new SessionPlan.SoundPath(in, out)));
        return new SessionPlan.Own(sound, address(own, "trace_url", tokens, "trace"));
    }

    private static ChannelAddress required(JsonNode document, String field, JsonNode tokens, String token) {
        return address(document, field, tokens, token)
                .orElseThrow(() -> new IllegalArgumentException(field + " is missing"));
    }

    private static Optional<ChannelAddress> address(JsonNode document, String field, JsonNode tokens, String token) {
        var url = text(document, field, MAX_URL).replaceFirst("/+$", "");
        return url.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChannelAddress(uri(field, url), text(tokens, token, MAX_ID)));
    }

    private static URI uri(String field, String url) {
        try {
            var uri = new URI(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // As wrong as any other.
        }
        throw new IllegalArgumentException(field + " must be the http or https address of a channel, not " + url);
    }

    private static String text(JsonNode document, String field, int most) {
        var node = document.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        if (!node.isString() || node.asString().length() > most) {
            throw new IllegalArgumentException(field + " must be a text of at most " + most + " characters");
        }
        return node.asString();
    }
}
