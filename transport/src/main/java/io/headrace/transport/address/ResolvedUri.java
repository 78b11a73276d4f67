package io.headrace.transport.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * A place whose host was looked up once: what was checked is what is connected to, whatever its name means later.
 *
 * @param uri as it was written, with a host
 * @param address what its host was resolved to
 */
public record ResolvedUri(URI uri, InetAddress address) {

    /** The same resource, asked for at the address. */
    public URI numbered() {
        return numbered(uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    }

    /**
     * A resource under it, asked for at the address.
     *
     * @param path decoded, without a slash before it; is appended to the path that was written
     * @throws IllegalArgumentException when the path can be in no address
     */
    public URI resource(String path) {
        var base = uri.getPath();
        var whole = (base.endsWith("/") ? base : base + "/") + path;
        try {
            return numbered(new URI(null, null, whole, null).getRawPath());
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException("No address: " + path, impossible);
        }
    }

    /**
     * The same with a query.
     *
     * @param query as it was sent; empty for none
     */
    public URI resource(String path, String query) {
        var plain = resource(path);
        return query.isEmpty() ? plain : URI.create(plain + "?" + query);
    }

    /** What whoever serves it is told as its host. */
    public String authority() {
        return uri.getHost() + port();
    }

    private URI numbered(String rawPath) {
        var number = address.getHostAddress();
        var host = address instanceof Inet6Address ? "[" + number + "]" : number;
        return URI.create(uri.getScheme() + "://" + host + port() + rawPath);
    }

    private String port() {
        return uri.getPort() < 0 ? "" : ":" + uri.getPort();
    }
}
