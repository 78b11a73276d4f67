package io.headrace.orchestrator.byoc;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where an application answers, resolved once: what was checked is what is connected to, whatever its name means later.
 *
 * @param url as it was registered
 * @param address what its host was resolved to
 */
public record AppAddress(URI url, InetAddress address) {

    /**
     * The address of one of its resources.
     *
     * @param path decoded, without a slash before it; is appended to the path that was registered
     * @param query as it was sent; empty for none
     * @throws IllegalArgumentException when the path can be in no address
     */
    public URI resource(String path, String query) {
        try {
            var base = url.getPath() == null ? "" : url.getPath();
            var whole = (base.endsWith("/") ? base : base + "/") + path;
            var encoded = new URI(null, null, whole, null).getRawPath();
            return new URI(url.getScheme() + "://" + host() + port() + encoded + (query.isEmpty() ? "" : "?" + query));
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException("No address: " + path, impossible);
        }
    }

    private String host() {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private String port() {
        return url.getPort() < 0 ? "" : ":" + url.getPort();
    }

    /** What the application is told as its host. */
    public String authority() {
        return url.getHost() + port();
    }
}
