package io.headrace.gateway.discovery;

import io.headrace.gateway.discovery.OrchestratorSource.Listed;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a discovery webhook answers: {@code [{"address": "host:8935", "score": 1.0, "region": "eu"}, …]} (wire protocol
 * section 9.1; the region is ours). Score and region may be missing, and fields that nobody knows may be there. An entry
 * whose address leads nowhere is passed over, as by the reference node; a document of another shape is refused as a whole.
 */
final class WebhookAnswer {

    static final int MAX_ORCHESTRATORS = 10_000;
    private static final int MAX_ADDRESS = 2_048;
    private static final int MAX_REGION = 64;
    private static final JsonMapper JSON = new JsonMapper();

    private WebhookAnswer() {}

    /** @throws IOException in a sentence, for a document of another shape, or of too many entries */
    static List<Listed> parse(byte[] body) throws IOException {
        var document = document(body);
        if (!document.isArray()) {
            throw new IOException("The answer must be an array of orchestrators, and is "
                    + document.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        if (document.size() > MAX_ORCHESTRATORS) {
            throw new IOException("The answer names %d orchestrators, at most %d are taken"
                    .formatted(document.size(), MAX_ORCHESTRATORS));
        }
        Map<URI, Listed> listed = new LinkedHashMap<>();
        for (var entry : document) {
            listed(entry).ifPresent(each -> listed.putIfAbsent(each.service(), each));
        }
        return List.copyOf(listed.values());
    }

    private static JsonNode document(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JacksonException malformed) {
            throw new IOException("The answer is not JSON", malformed);
        }
    }

    private static Optional<Listed> listed(JsonNode entry) throws IOException {
        var address = entry.path("address");
        var score = entry.path("score");
        if (!address.isString() || !(score.isNumber() || score.isMissingNode())) {
            throw new IOException("Each orchestrator must be an object with an address and perhaps a score");
        }
        var region = Optional.of(entry.path("region"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(text -> !text.isBlank() && text.length() <= MAX_REGION);
        return service(address.asString()).map(service -> new Listed(service, score.asDouble(0), region));
    }

    /** With {@code https://} where no scheme is named. */
    private static Optional<URI> service(String address) {
        if (address.isBlank() || address.length() > MAX_ADDRESS) {
            return Optional.empty();
        }
        boolean complete = address.startsWith("https://") || address.startsWith("http://");
        try {
            return Optional.of(new URI(complete ? address : "https://" + address))
                    .filter(service -> service.getHost() != null);
        } catch (URISyntaxException leadsNowhere) {
            return Optional.empty();
        }
    }
}
