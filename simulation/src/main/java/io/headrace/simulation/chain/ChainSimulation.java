package io.headrace.simulation.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Keccak;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerRules;
import io.headrace.payments.Wei;
import io.headrace.simulation.Violation;
import io.headrace.simulation.chain.SimulatedNode.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Three orchestrators and two senders that settle on a chain. Transactions, redemption, rewards and rounds are the
 * production machines; blocks, endpoints, processes, disks and time are simulated and fail by the seed. After the bad
 * rounds come quiet ones, in which everything that was begun must end. The promises are checked at each block; the first
 * broken one ends the run. One seed tells one story, to the byte.
 */
public final class ChainSimulation {

    private static final Wei WEALTH = Wei.of(1_000_000_000_000_000L);
    private static final int QUIET_ROUNDS = 4;
    private static final int MOST_QUIET_ROUNDS = 8;

    /** Before the end of a round at which its reward must be in and believed. */
    private static final long LAST_BLOCK = Terms.ROUND_LENGTH - 1;

    private final ChainWorld world;
    private final List<SimulatedNode> orchestrators;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final Trade trade;
    private final ChainCalamities calamities;
    private boolean over;

    private ChainSimulation(ChainConfig config) {
        var genesis = new ArrayList<Genesis.Allocation>();
        for (var name : List.of("orchestrator-1", "orchestrator-2", "orchestrator-3")) {
            genesis.add(Genesis.orchestrator(account(name), WEALTH, Tokens.whole(100)));
        }
        for (var name : List.of("sender-1", "sender-2", "stranger")) {
            genesis.add(Genesis.wealthy(account(name), WEALTH));
        }
        var rules = new LedgerRules(Terms.ledger(config.seed()), (_, _, _) -> true);
        world = new ChainWorld(config, rules, new Genesis(genesis));
        orchestrators = List.of(
                node("orchestrator-1", Role.KEEPER),
                node("orchestrator-2", Role.ORCHESTRATOR),
                node("orchestrator-3", Role.ORCHESTRATOR));
        var senders = List.of(node("sender-1", Role.SENDER), node("sender-2", Role.SENDER));
        nodes.addAll(orchestrators);
        nodes.addAll(senders);
        trade = new Trade(world, orchestrators, senders, account("stranger"));
        calamities = new ChainCalamities(world, nodes);
    }

    private SimulatedNode node(String name, Role role) {
        return new SimulatedNode(world, name, account(name), role);
    }

    private static EthAddress account(String name) {
        return EthAddress.of(Arrays.copyOf(Keccak.hash(name.getBytes(US_ASCII)).bytes(), EthAddress.LENGTH));
    }

    /**
     * Runs to the end, or to the first broken promise. Takes about a second and one thread.
     *
     * @throws IllegalStateException when a machine stopped at what it did not expect; it names the seed
     */
    public static ChainReport run(ChainConfig config) {
        try {
            return new ChainSimulation(config).live();
        } catch (IllegalStateException bug) {
            throw new IllegalStateException("Seed " + config.seed() + " shows a bug", bug);
        }
    }

    private ChainReport live() {
        Optional<String> violation = Optional.empty();
        try {
            nodes.forEach(SimulatedNode::start);
            nextBlock();
            while (!over && world.host.step()) {}
        } catch (Violation broken) {
            violation = Optional.of(String.valueOf(broken.getMessage()));
        }
        return report(violation);
    }

    private void nextBlock() {
        calamities.strike();
        if (!calamities.reorganised()) {
            world.chain.mine();
        }
        long round = round();
        long block = world.chain.head().number() % Terms.ROUND_LENGTH;
        if (world.config.restartIn().equals(OptionalLong.of(round)) && (block == 1 || block == LAST_BLOCK / 2)) {
            nodes.forEach(SimulatedNode::kill);
        }
        if (round <= world.config.rounds()) {
            trade.go();
        } else {
            world.calmDown();
        }
        if (block == LAST_BLOCK && round >= world.config.rounds() + QUIET_ROUNDS) {
            close(round);
        }
        world.host.after(ChainWorld.BLOCK_TIME, this::nextBlock);
    }

    private long round() {
        return world.chain.rules().rounds(world.chain.head().state()).current();
    }

    /** Ends the run when nothing is under way any more. */
    private void close(long round) {
        over = world.chain.pool.size() == 0 && nodes.stream().allMatch(SimulatedNode::atRest);
        if (over) {
            world.promises.settled(world.chain.head());
            rounds().check(orchestrators.stream().map(SimulatedNode::name).toList());
        } else if (round >= world.config.rounds() + MOST_QUIET_ROUNDS) {
            throw new Violation("After %d quiet rounds the chain has %d transactions waiting, and not at rest are %s"
                    .formatted(
                            MOST_QUIET_ROUNDS,
                            world.chain.pool.size(),
                            nodes.stream()
                                    .filter(node -> !node.atRest())
                                    .map(SimulatedNode::name)
                                    .toList()));
        }
    }

    private RoundRecord rounds() {
        return RoundRecord.of(
                world.chain,
                orchestrators.stream().collect(Collectors.toMap(SimulatedNode::account, SimulatedNode::name)));
    }

    private ChainReport report(Optional<String> violation) {
        var head = world.chain.head();
        return new ChainReport(
                world.config.seed(),
                head.number(),
                head.branch().mapToLong(block -> block.mined().size()).sum(),
                world.promises.endings(),
                rounds().rewards(),
                world.faults(),
                world.promises.incidents(),
                Duration.between(Instant.EPOCH, world.now()),
                world.log.lines(),
                world.log.hash(),
                violation);
    }
}
