package io.headrace.orchestrator.unit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
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
        Optional<byte[]> read(io.headrace.transport.Answer answer) throws IOException;
    }

    /** Empty when it may not be fetched, cannot be, or not in time. */
    Optional<byte[]> fetch(byte[] url, long limitBytes, Reader reader) throws InterruptedException {
        var uri = parse(url);
        if (uri.isEmpty()) {
            return Optional.empty();
        }
        var address = resolve(uri.get().getHost());
        return address.isEmpty() ? Optional.empty() : fetch(uri.get(), address.get(), limitBytes, reader);
    }

    private Optional<byte[]> fetch(URI uri, InetAddress address, long limitBytes, Reader reader)
            throws InterruptedException {
        try {
            var limits = new HttpCall.Limits(config.patience(), config.patience(), limitBytes);
            var call = new HttpCall(
                    "GET", at(uri, address), Headers.of("Host", authority(uri)), HttpCall.Version.HTTP_1_1, limits);
            try (var answer = client.send(call)) {
                return answer.status() == 200 ? reader.read(answer) : Optional.empty();
            }
        } catch (IOException | URISyntaxException | IllegalArgumentException unreachable) {
            return Optional.empty();
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

    private Optional<InetAddress> resolve(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .filter(this::reachable)
                    .findFirst();
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
    }

    private boolean reachable(InetAddress address) {
        return switch (config.reach()) {
            case NOWHERE -> false;
            case PUBLIC -> PublicAddress.is(address);
            case PUBLIC_AND_LOOPBACK -> address.isLoopbackAddress() || PublicAddress.is(address);
        };
    }

    /** The same resource, asked for at this address. */
    private static URI at(URI uri, InetAddress address) throws URISyntaxException {
        var host = address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new URI(uri.getScheme() + "://" + host + port + uri.getRawPath() + query);
    }

    private static String authority(URI uri) {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }
}
