package io.headrace.orchestrator.unit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.address.AddressRange;
import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.HostNames;
import io.headrace.transport.address.ResolvedUri;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Gets a unit's media from a URL that a stranger chose: {@code http} and {@code https} only, and only from where the
 * configuration allows. The name is resolved once, and what was checked is what is connected to; redirects are not
 * followed. The certificate proves nothing here: the media's hash was signed.
 */
final class SourceFetch {

    private static final int MAX_URL = 2_048;

    private final SourceFetchConfig config;
    private final HttpClient client;

    SourceFetch(SourceFetchConfig config, HttpClient client) {
        this.config = config;
        this.client = client;
    }

    /** Reads an answer's body. */
    interface Reader {
        Optional<byte[]> read(Answer answer) throws IOException;
    }

    /** Empty when it may not be fetched, cannot be, or not in time. */
    Optional<byte[]> fetch(byte[] url, long limitBytes, Reader reader) throws InterruptedException {
        var uri = parse(url);
        if (uri.isEmpty()) {
            return Optional.empty();
        }
        try {
            var place = rules().resolve(uri.get(), HostNames.system());
            return place.isEmpty() ? Optional.empty() : fetch(place.get(), limitBytes, reader);
        } catch (IOException | IllegalArgumentException unreachable) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> fetch(ResolvedUri place, long limitBytes, Reader reader)
            throws IOException, InterruptedException {
        var limits = new HttpCall.Limits(config.patience(), config.patience(), limitBytes);
        var host = Headers.of("Host", place.authority());
        var call = new HttpCall("GET", place.numbered(), host, HttpCall.Version.HTTP_1_1, limits);
        try (var answer = client.send(call)) {
            return answer.status() == 200 ? reader.read(answer) : Optional.empty();
        }
    }

    private static Optional<URI> parse(byte[] url) {
        if (url.length > MAX_URL) {
            return Optional.empty();
        }
        try {
            var uri = new URI(new String(url, UTF_8).strip());
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException noUri) {
            return Optional.empty();
        }
    }

    private AddressRules rules() {
        return switch (config.reach()) {
            case NOWHERE -> AddressRules.only(List.of());
            case PUBLIC -> AddressRules.PUBLIC;
            case PUBLIC_AND_LOOPBACK -> AddressRules.publicAnd(AddressRange.LOOPBACK);
        };
    }
}
