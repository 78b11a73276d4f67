package io.headrace.simulation.chain;

import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerRules;

/** The chain as it really is: a tree of blocks of which one is the head, and what waits for the next. */
final class SimulatedChain {

    /** Blocks that a reorganisation takes back at most. */
    static final int DEEPEST_REORGANISATION = 3;

    private static final int IN_A_HURRY_PER_MILLE = 900;
    private static final int KEPT_PER_MILLE = 700;

    private final ChainWorld world;
    private final GasWeather weather;
    private final LedgerRules rules;
    private final BlockMaker maker;
    final Contracts contracts = new Contracts();
    final Pool pool = new Pool();
    private Block head;
    private Block dropped;

    SimulatedChain(ChainWorld world, LedgerRules rules, Genesis genesis) {
        this.world = world;
        this.rules = rules;
        this.weather = new GasWeather(world);
        this.maker = new BlockMaker(rules, contracts);
        this.head = Block.first(rules.begin(genesis), weather.next());
        this.dropped = head;
        world.promises.begin(head.state());
    }

    Block head() {
        return head;
    }

    /** The head that was taken back last. */
    Block dropped() {
        return dropped;
    }

    LedgerRules rules() {
        return rules;
    }

    BlockMaker maker() {
        return maker;
    }

    void mine() {
        extend();
        pool.settle(head);
    }

    /** One block more than it takes back; what was in those waits again, or is lost. */
    void reorganise(int depth) {
        dropped = head;
        var taken = head.branch()
                .limit(depth)
                .flatMap(block -> block.mined().stream())
                .toList();
        head = head.ancestor(depth);
        taken.stream()
                .map(Mined::sent)
                .filter(_ -> world.draw(1_000) < KEPT_PER_MILLE)
                .forEach(pool::putBack);
        for (int i = 0; i <= depth; i++) {
            extend();
        }
        pool.settle(head);
    }

    private void extend() {
        head = maker.after(head, weather.next(), pool, () -> world.draw(1_000) < IN_A_HURRY_PER_MILLE);
        world.promises.made(head);
        world.log.add(
                world.now(),
                "block",
                head.number(),
                head.baseFee(),
                head.mined().size());
    }
}
