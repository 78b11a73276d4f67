package io.headrace.simulation.chain;

import java.util.List;

/** What befalls chain, endpoints and processes, block by block; the seed says when and whom. */
final class ChainCalamities {

    private static final int KILLS_PER_MILLE = 50;
    private static final int REORGANISATIONS_PER_MILLE = 60;
    private static final int DROPS_PER_MILLE = 20;
    private static final int TROUBLES_PER_MILLE = 35;
    private static final int SHORTEST_TROUBLE_MS = 1_000;
    private static final int LONGEST_TROUBLE_MS = 36_000;

    /** How long an endpoint shows what was taken back: together with the depth less than the confirmations. */
    private static final int LONGEST_DROPPED_MS = 20_000;

    private static final List<ChainFault> TROUBLES = List.of(
            ChainFault.TRANSACTION_LOST,
            ChainFault.ENDPOINT_HUNG,
            ChainFault.ENDPOINT_ERROR,
            ChainFault.HEAD_STALE,
            ChainFault.NONCE_STALE,
            ChainFault.MINED_UNKNOWN,
            ChainFault.BALANCE_WRONG);

    private final ChainWorld world;
    private final List<SimulatedNode> nodes;

    ChainCalamities(ChainWorld world, List<SimulatedNode> nodes) {
        this.world = world;
        this.nodes = nodes;
    }

    /** Before a block. */
    void strike() {
        if (world.strikes(ChainFault.PROCESS_KILLED, KILLS_PER_MILLE)) {
            nodes.get(world.draw(nodes.size())).kill();
        }
        if (world.strikes(ChainFault.POOL_DROPPED, DROPS_PER_MILLE)) {
            world.chain.pool.drop(() -> world.draw(2) == 0);
        }
        for (var kind : TROUBLES) {
            if (world.strikes(kind, TROUBLES_PER_MILLE)) {
                trouble(world.endpoints.get(world.draw(world.endpoints.size())), kind, LONGEST_TROUBLE_MS);
            }
        }
    }

    /** True when it took blocks back, in place of making one. */
    boolean reorganised() {
        boolean possible = world.chain.head().number() > SimulatedChain.DEEPEST_REORGANISATION;
        if (!possible || !world.strikes(ChainFault.REORGANISED, REORGANISATIONS_PER_MILLE)) {
            return false;
        }
        world.chain.reorganise(1 + world.draw(SimulatedChain.DEEPEST_REORGANISATION));
        for (var endpoint : world.endpoints) {
            if (world.strikes(ChainFault.DROPPED_SHOWN, 400)) {
                trouble(endpoint, ChainFault.DROPPED_SHOWN, LONGEST_DROPPED_MS);
            }
        }
        return true;
    }

    private void trouble(Endpoint endpoint, ChainFault kind, int longestMs) {
        endpoint.fallInto(kind, world.now().plus(world.between(SHORTEST_TROUBLE_MS, longestMs)));
    }
}
