package io.headrace.node.chain;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which real chain a node settles on.
 *
 * @param urls JSON-RPC endpoints, the preferred one first
 * @param controller which knows the other contracts
 * @param chainId the chain that the endpoints must follow; empty takes the first endpoint's word for it
 * @param maxGasPrice the most wei per gas that a transaction offers; zero for no limit
 * @param lookEvery how long to wait between two looks for a new block
 */
public record EthereumSettings(
        List<URI> urls,
        EthAddress controller,
        OptionalLong chainId,
        Wei maxGasPrice,
        SettlementTerms terms,
        Duration lookEvery) {

    /** Blocks come each second. */
    private static final Duration SOON = Duration.ofMillis(250);

    public EthereumSettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty() || !lookEvery.isPositive()) {
            throw new IllegalArgumentException("A chain that is looked for at " + urls + " every " + lookEvery);
        }
    }

    /** A development chain. */
    public static EthereumSettings development(URI url, EthAddress controller) {
        return new EthereumSettings(
                List.of(url), controller, OptionalLong.empty(), Wei.ZERO, SettlementTerms.DEVELOPMENT, SOON);
    }
}
