package io.headrace.gateway.discovery;

import io.headrace.chain.Chain;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.ChainTime;
import java.util.List;
import java.util.Optional;

/** What discovery asks of a chain. Calls but {@link #time} block and throw {@code ChainUnavailable}. */
public interface ActiveSet {

    /** The latest block and round seen. */
    ChainTime time();

    /** Who may be paid in the current round. */
    List<EthAddress> orchestrators();

    /** What one of them wrote into the service registry: any text. */
    Optional<String> uri(EthAddress orchestrator);

    static ActiveSet of(Chain chain) {
        return new ActiveSet() {
            @Override
            public ChainTime time() {
                return chain.blocks().time();
            }

            @Override
            public List<EthAddress> orchestrators() {
                return chain.bonding().activeOrchestrators();
            }

            @Override
            public Optional<String> uri(EthAddress orchestrator) {
                return chain.services().uri(orchestrator);
            }
        };
    }
}
