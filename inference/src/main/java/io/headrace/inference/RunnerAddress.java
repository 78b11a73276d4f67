package io.headrace.inference;

import java.net.URI;

/**
 * Where a runner is reached.
 *
 * @param base {@code http://HOST:PORT} or {@code https://HOST}, perhaps with a path before those of the contract
 * @param token its bearer, in visible ASCII; empty when it asks for none
 */
public record RunnerAddress(URI base, String token) {

    public RunnerAddress {
        boolean web = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
        if (!web || base.getHost() == null || base.getUserInfo() != null || base.getQuery() != null) {
            throw new IllegalArgumentException(
                    "A runner's address is http://HOST:PORT or https://HOST:PORT, its token beside it");
        }
        if (!token.chars().allMatch(character -> character > ' ' && character <= '~')) {
            throw new IllegalArgumentException("The token of the runner at " + base + " has other than visible ASCII");
        }
    }

    /** @param path of the contract, with its slash */
    public URI at(String path) {
        var text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return base.toString();
    }
}
