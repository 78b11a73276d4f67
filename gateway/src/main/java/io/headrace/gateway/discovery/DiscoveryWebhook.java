package io.headrace.gateway.discovery;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list that somebody else keeps, asked for by HTTP at most once a minute (wire protocol section 9.1). When it cannot
 * be had, or makes no sense, the last one stays. Until there is a first one it is asked for every five seconds. Any
 * thread may call; one at a time asks.
 */
public final class DiscoveryWebhook implements OrchestratorSource {

    static final Duration PATIENCE = Duration.ofSeconds(3);
    static final Duration PERIOD = Duration.ofMinutes(1);
    static final Duration PERIOD_AT_FIRST = Duration.ofSeconds(5);
    static final int MAX_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryWebhook.class);

    private final URI webhook;
    private final HttpGet http;
    private final InstantSource clock;
    private byte[] body = {};
    private List<Listed> last = List.of();
    private boolean heard;
    private Instant nextAt = Instant.MIN;
    private Optional<String> problem = Optional.empty();

    public DiscoveryWebhook(URI webhook, HttpGet http, InstantSource clock) {
        this.webhook = webhook;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public synchronized List<Listed> orchestrators() throws InterruptedException {
        var now = clock.instant();
        if (!now.isBefore(nextAt)) {
            ask();
            nextAt = now.plus(heard ? PERIOD : PERIOD_AT_FIRST);
        }
        return last;
    }

    /** Why the last request gave no list, in one sentence; empty when it gave one. */
    public synchronized Optional<String> problem() {
        return problem;
    }

    private void ask() throws InterruptedException {
        try {
            var answer = http.get(webhook, PATIENCE, MAX_BYTES);
            if (!heard || !Arrays.equals(answer, body)) {
                last = WebhookAnswer.parse(answer);
                body = answer;
                heard = true;
            }
            problem = Optional.empty();
        } catch (IOException failed) {
            problem = Optional.of("The discovery webhook %s gave no list: %s; the last one, of %d, stays"
                    .formatted(webhook, failed.getMessage(), last.size()));
            LOG.warn(problem.get());
        }
    }
}
