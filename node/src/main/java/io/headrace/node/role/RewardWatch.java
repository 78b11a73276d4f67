package io.headrace.node.role;

import io.headrace.chain.Blocks;
import io.headrace.chain.Chain;
import io.headrace.chain.ChainUnavailable;
import io.headrace.crypto.EthAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees orchestrators make their reward calls, by looking at their standings every few blocks on a virtual thread. What
 * they had called before the watch began is not told.
 */
final class RewardWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RewardWatch.class);
    private static final long EVERY_BLOCKS = 4;

    private final Chain chain;
    private final Consumer<EthAddress> told;
    private final AtomicBoolean looking = new AtomicBoolean();

    /** Touched by one look at a time. */
    private final Map<EthAddress, Long> lastRounds = new HashMap<>();

    private final Blocks.Subscription blocks;

    RewardWatch(Chain chain, Consumer<EthAddress> told) {
        this.chain = chain;
        this.told = told;
        this.blocks = chain.blocks().listen(time -> {
            if (time.block() % EVERY_BLOCKS == 0 && looking.compareAndSet(false, true)) {
                Thread.ofVirtual().name("rewards").start(this::look);
            }
        });
    }

    private void look() {
        try {
            for (var orchestrator : chain.bonding().activeOrchestrators()) {
                long round = chain.bonding().standing(orchestrator).lastRewardRound();
                var before = lastRounds.put(orchestrator, round);
                if (before != null && round > before) {
                    told.accept(orchestrator);
                }
            }
        } catch (ChainUnavailable silent) {
            LOG.warn("Rewards cannot be watched: {}", silent.getMessage());
        } finally {
            looking.set(false);
        }
    }

    @Override
    public void close() {
        blocks.close();
    }
}
