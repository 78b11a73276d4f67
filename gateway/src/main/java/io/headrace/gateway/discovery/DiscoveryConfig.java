package io.headrace.gateway.discovery;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Who is asked, and how often.
 *
 * @param orchestrators service URIs
 * @param period between two rounds in the background
 * @param freshness an answer older than that is asked for again before a job relies on it
 */
public record DiscoveryConfig(List<URI> orchestrators, Duration period, Duration freshness) {

    public static final Duration USUAL_PERIOD = Duration.ofSeconds(10);
    public static final Duration USUAL_FRESHNESS = Duration.ofSeconds(30);
    private static final int MAX_ORCHESTRATORS = 10_000;

    public DiscoveryConfig {
        orchestrators = List.copyOf(orchestrators);
        if (orchestrators.size() > MAX_ORCHESTRATORS || !period.isPositive() || !freshness.isPositive()) {
            throw new IllegalArgumentException(
                    orchestrators.size() + " orchestrators, asked every " + period + ", trusted for " + freshness);
        }
    }

    public static DiscoveryConfig of(List<URI> orchestrators) {
        return new DiscoveryConfig(orchestrators, USUAL_PERIOD, USUAL_FRESHNESS);
    }
}
