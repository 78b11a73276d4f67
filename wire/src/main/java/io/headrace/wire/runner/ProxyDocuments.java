package io.headrace.wire.runner;

import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.net.URI;
import java.util.Optional;

/** How a runner asks for an address of its own for a session (real-time reference section 9.7). */
public final class ProxyDocuments {

    private ProxyDocuments() {}

    /**
     * The answer.
     *
     * @param url under which whoever knows it reaches the target
     */
    public record Grant(String proxyId, String url) {

        public static Grant decode(String json) throws UnreadableException {
            var fields = RunnerDocuments.fields(json, "core.ProxyResponse");
            return new Grant(RunnerDocuments.required(fields, "proxy_id"), RunnerDocuments.required(fields, "url"));
        }

        public String encode() {
            return new JsonObject().text("proxy_id", proxyId).text("url", url).toString();
        }
    }

    /** Where the address is to lead; empty for where the runner registered. An empty body asks for that, too. */
    public static Optional<URI> decodeTarget(String json) throws UnreadableException {
        if (json.isBlank()) {
            return Optional.empty();
        }
        var target = RunnerDocuments.fields(json, "core.ProxyRequest").text("target_url");
        return target.isEmpty() ? Optional.empty() : Optional.of(RunnerDocuments.url(target, "target_url"));
    }
}
