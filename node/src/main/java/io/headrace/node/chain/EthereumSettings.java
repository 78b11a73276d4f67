package io.headrace.node.chain;

import io.headrace.chain.transaction.TransactionLimits;
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
 * @param sending how a node's transactions are sent
 * @param lookEvery how long to wait between two looks for a new block
 */
public record EthereumSettings(
        List<URI> urls,
        EthAddress controller,
        OptionalLong chainId,
        TransactionLimits sending,
        SettlementTerms terms,
        Duration lookEvery) {

    /** Blocks come each second. */
    private static final Duration SOON = Duration.ofMillis(250);

    /** In wei per gas, more than any block ever asked for. */
    public static final Wei NO_CEILING = Wei.of(10_000_000_000_000L);

    /** Blocks there are soon made, and never taken back but on purpose. */
    private static final TransactionLimits DEVELOPMENT_SENDING =
            new TransactionLimits(NO_CEILING, Duration.ofSeconds(30), 3, 0, 16, 1_000, Duration.ofMinutes(10));

    public EthereumSettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty() || !lookEvery.isPositive()) {
            throw new IllegalArgumentException("A chain that is looked for at " + urls + " every " + lookEvery);
        }
    }

    /** A development chain. */
    public static EthereumSettings development(URI url, EthAddress controller) {
        return new EthereumSettings(
                List.of(url), controller, OptionalLong.empty(), DEVELOPMENT_SENDING, SettlementTerms.DEVELOPMENT, SOON);
    }
}
