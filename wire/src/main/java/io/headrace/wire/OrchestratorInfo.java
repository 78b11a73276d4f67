package io.headrace.wire;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.pipeline.Capabilities;
import java.util.List;
import java.util.Optional;

/**
 * What an orchestrator says of itself when it is asked, and again with each result (wire protocol section 2.8).
 *
 * @param serviceUri where work is sent; empty when this node only names others
 * @param address that signs results; zero off chain
 * @param price for the capabilities that were asked; empty off chain
 * @param ticketParams empty off chain
 * @param capabilities empty for nodes older than capabilities
 * @param token of the session that this answer opens or continues
 * @param nodes service URIs of the same operator's other nodes
 * @param capabilityPrices told when nothing in particular was asked
 * @param storage where it wants sources written; empty for its own memory
 * @param draining whether it is being taken out of service: sessions that are open go on for a while, and no new one is
 *     taken. An extension; nodes that do not know it never say so
 * @param metersFlow whether a live session is charged by the pictures that really come, interval by interval; nodes that
 *     do not know it charge by the clock, a minute ahead. An extension, too
 */
public record OrchestratorInfo(
        String serviceUri,
        EthAddress address,
        Optional<Price> price,
        Optional<TicketParams> ticketParams,
        Optional<Capabilities> capabilities,
        Optional<AuthToken> token,
        List<String> nodes,
        List<CapabilityPrice> capabilityPrices,
        Optional<StoragePolicy> storage,
        boolean draining,
        boolean metersFlow) {
    private static final int MAX_NODES = 1_000;

    public OrchestratorInfo {
        nodes = List.copyOf(nodes);
        capabilityPrices = List.copyOf(capabilityPrices);
        if (nodes.size() > MAX_NODES) {
            throw new IllegalArgumentException("An operator of " + nodes.size() + " nodes");
        }
    }

    /** Of a node without our extensions. */
    public OrchestratorInfo(
            String serviceUri,
            EthAddress address,
            Optional<Price> price,
            Optional<TicketParams> ticketParams,
            Optional<Capabilities> capabilities,
            Optional<AuthToken> token,
            List<String> nodes,
            List<CapabilityPrice> capabilityPrices,
            Optional<StoragePolicy> storage) {
        this(
                serviceUri,
                address,
                price,
                ticketParams,
                capabilities,
                token,
                nodes,
                capabilityPrices,
                storage,
                false,
                false);
    }

    /** Of a node that works without a chain. */
    public static OrchestratorInfo offChain(String serviceUri, Capabilities capabilities, AuthToken token) {
        return new OrchestratorInfo(
                serviceUri,
                EthAddress.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.of(capabilities),
                Optional.of(token),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** Of a node that is paid. */
    public static OrchestratorInfo paid(
            String serviceUri,
            EthAddress address,
            Price price,
            TicketParams params,
            Capabilities capabilities,
            AuthToken token) {
        return new OrchestratorInfo(
                serviceUri,
                address,
                Optional.of(price),
                Optional.of(params),
                Optional.of(capabilities),
                Optional.of(token),
                List.of(),
                List.of(),
                Optional.empty());
    }

    public OrchestratorInfo withNodes(List<String> others) {
        return new OrchestratorInfo(
                serviceUri,
                address,
                price,
                ticketParams,
                capabilities,
                token,
                others,
                capabilityPrices,
                storage,
                draining,
                metersFlow);
    }

    public OrchestratorInfo withDraining(boolean leaving) {
        return new OrchestratorInfo(
                serviceUri,
                address,
                price,
                ticketParams,
                capabilities,
                token,
                nodes,
                capabilityPrices,
                storage,
                leaving,
                metersFlow);
    }

    /** Of a node that charges live sessions by what flows. */
    public OrchestratorInfo meteringFlow() {
        return new OrchestratorInfo(
                serviceUri,
                address,
                price,
                ticketParams,
                capabilities,
                token,
                nodes,
                capabilityPrices,
                storage,
                draining,
                true);
    }

    public OrchestratorInfo withCapabilityPrices(List<CapabilityPrice> prices) {
        return new OrchestratorInfo(
                serviceUri,
                address,
                price,
                ticketParams,
                capabilities,
                token,
                nodes,
                prices,
                storage,
                draining,
                metersFlow);
    }

    /** Who signs results: the address, or the recipient of tickets where that is zero; empty off chain. */
    public Optional<EthAddress> resultSigner() {
        return ticketParams.map(params -> address.isZero() ? params.recipient() : address);
    }
}
