package io.headrace.gateway.discovery;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where a gateway learns which orchestrators there are (wire protocol section 9.1). */
public sealed interface OrchestratorSource permits FixedList, DiscoveryWebhook {

    /**
     * Who is in it now, each once, the best first. May ask the network and then blocks, for a few seconds at most; when
     * it cannot be asked, the last answer counts. Any thread.
     */
    List<Listed> orchestrators() throws InterruptedException;

    /**
     * One of them.
     *
     * @param service where it is reached: {@code http} or {@code https}, with a host
     * @param score how far the source vouches for it; 1.0 and more is trusted
     * @param region where it stands; empty when the source does not say
     */
    record Listed(URI service, double score, Optional<String> region) {

        private static final double TRUSTED = 1.0;

        /** Whether its results may be what others are compared with. */
        public boolean trusted() {
            return score >= TRUSTED;
        }
    }
}
