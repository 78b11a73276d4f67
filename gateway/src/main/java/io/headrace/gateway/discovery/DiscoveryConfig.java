package io.headrace.gateway.discovery;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Who is asked, and how often.
 *
 * @param orchestrators service URIs; not looked at when there is another source
 * @param regions where orchestrators stand, by service; it overrules what a source says
 * @param period between two rounds in the background
 * @param freshness an answer older than that is asked for again before a job relies on it
 * @param firstLook a job that waits for answers goes on after this when somebody usable has answered, else at twice,
 *     four and eight times; at twelve times it goes on in any case (wire protocol section 9.2)
 */
public record DiscoveryConfig(
        List<URI> orchestrators, Map<URI, String> regions, Duration period, Duration freshness, Duration firstLook) {

    public static final Duration USUAL_PERIOD = Duration.ofSeconds(10);
    public static final Duration USUAL_FRESHNESS = Duration.ofSeconds(30);
    public static final Duration USUAL_FIRST_LOOK = Duration.ofMillis(500);
    private static final int MAX_ORCHESTRATORS = 10_000;

    public DiscoveryConfig {
        orchestrators = List.copyOf(orchestrators);
        regions = Map.copyOf(regions);
        if (orchestrators.size() > MAX_ORCHESTRATORS
                || !period.isPositive()
                || !freshness.isPositive()
                || !firstLook.isPositive()) {
            throw new IllegalArgumentException("%d orchestrators, asked every %s, trusted for %s, first look after %s"
                    .formatted(orchestrators.size(), period, freshness, firstLook));
        }
    }

    /** Nobody says where they stand. */
    public DiscoveryConfig(List<URI> orchestrators, Duration period, Duration freshness) {
        this(orchestrators, Map.of(), period, freshness, USUAL_FIRST_LOOK);
    }

    public static DiscoveryConfig of(List<URI> orchestrators) {
        return new DiscoveryConfig(orchestrators, USUAL_PERIOD, USUAL_FRESHNESS);
    }
}
