package io.headrace.gateway.discovery;

import io.headrace.crypto.EthAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a gateway learns which orchestrators there are (wire protocol section 9.1). */
public sealed interface OrchestratorSource permits FixedList, DiscoveryWebhook, ChainOrchestrators {

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
     * @param registered the accounts of which one must answer there; empty when the source does not say
     */
    record Listed(URI service, double score, Optional<String> region, Set<EthAddress> registered) {

        private static final double TRUSTED = 1.0;
        private static final double UNTRUSTED = 0.0;

        public Listed {
            registered = Set.copyOf(registered);
        }

        /** Whoever answers there. */
        public Listed(URI service, double score, Optional<String> region) {
            this(service, score, region, Set.of());
        }

        /** What a registry says, for which nobody vouches. */
        static Listed registered(URI service, Set<EthAddress> orchestrators) {
            return new Listed(service, UNTRUSTED, Optional.empty(), orchestrators);
        }

        /** Whether these accounts may answer there. */
        boolean expects(Set<EthAddress> claimed) {
            return registered.isEmpty() || registered.containsAll(claimed);
        }

        /** Whether its results may be what others are compared with. */
        public boolean trusted() {
            return score >= TRUSTED;
        }
    }
}
