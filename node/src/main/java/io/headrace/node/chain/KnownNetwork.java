package io.headrace.node.chain;

import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.abi.ControllerContract;
import io.headrace.payments.recipient.RedemptionCostRule;
import java.util.List;
import java.util.Optional;

/**
 * Where the network settles (payments section 4.1).
 *
 * @param redeemGas gas of one redemption
 */
public record KnownNetwork(String name, long chainId, EthAddress controller, long redeemGas) {

    public static final KnownNetwork ARBITRUM_ONE = new KnownNetwork(
            "arbitrum-one", 42_161, ControllerContract.ARBITRUM_ONE, RedemptionCostRule.REDEEM_GAS_ARBITRUM);

    private static final List<KnownNetwork> ALL = List.of(ARBITRUM_ONE);

    /** By the name that operators type, here or for the network's own node, which adds what kind of network it is. */
    public static Optional<KnownNetwork> named(String name) {
        return ALL.stream()
                .filter(each -> each.name.equals(name) || (each.name + "-mainnet").equals(name))
                .findFirst();
    }

    public static List<String> names() {
        return ALL.stream().map(KnownNetwork::name).toList();
    }
}
