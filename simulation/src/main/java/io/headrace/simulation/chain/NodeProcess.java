package io.headrace.simulation.chain;

import java.time.Duration;
import java.util.Optional;

/** One run of a node's program, from its first look at the chain until it is killed. */
final class NodeProcess {

    private static final Duration LOOKS_EVERY = Duration.ofSeconds(5);
    private static final int DIES_PER_MILLE = 12;

    private final ChainWorld world;
    private final SimulatedNode node;
    private final Connection connection;
    private Optional<Business> business = Optional.empty();
    private boolean alive = true;

    NodeProcess(ChainWorld world, SimulatedNode node) {
        this.world = world;
        this.node = node;
        this.connection = new Connection(world, this::alive);
    }

    /** Looks at the chain from now on. */
    void begin() {
        if (alive) {
            connection.ask(Endpoint::head, this::seen, _ -> {});
            world.host.after(LOOKS_EVERY, this::begin);
        }
    }

    private void seen(HeadSeen head) {
        var open = business.orElseGet(() -> new Business(world, this, head));
        business = Optional.of(open);
        open.seen(head);
    }

    void die() {
        alive = false;
        business = Optional.empty();
    }

    /** True when it does so now. */
    boolean dies(ChainFault how) {
        boolean struck = world.strikes(how, DIES_PER_MILLE);
        if (struck) {
            node.kill();
        }
        return struck;
    }

    boolean alive() {
        return alive;
    }

    SimulatedNode node() {
        return node;
    }

    Connection connection() {
        return connection;
    }

    /** Empty before the first look, and after its death. */
    Optional<Business> business() {
        return business;
    }
}
