package io.headrace.orchestrator.unit;

import java.time.Duration;

/**
 * Whether and how a unit's media is fetched from a URL that the gateway names.
 *
 * @param reach from where
 * @param patience for all of it, at most 8 s as on the network
 */
public record SourceFetchConfig(Reach reach, Duration patience) {

    /** Which addresses are asked. A stranger chooses the URL, so nothing that only we can reach is fetched for it. */
    public enum Reach {
        NOWHERE,
        /** Addresses of the public internet. */
        PUBLIC,
        /** Those, and this machine's own: for local networks. */
        PUBLIC_AND_LOOPBACK
    }

    public static final SourceFetchConfig OFF = new SourceFetchConfig(Reach.NOWHERE, Duration.ofSeconds(4));

    public SourceFetchConfig {
        if (!patience.isPositive() || patience.compareTo(Duration.ofSeconds(8)) > 0) {
            throw new IllegalArgumentException("Sources are fetched within 8 s, not " + patience);
        }
    }
}
