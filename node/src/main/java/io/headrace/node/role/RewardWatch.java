package io.headrace.node.role;

import static java.util.stream.Collectors.toMap;

import io.headrace.chain.Blocks;
import io.headrace.chain.Chain;
import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.LastReward;
import io.headrace.crypto.EthAddress;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees orchestrators make their reward calls, by one question every few blocks. What they had called before the watch
 * began, or before they were active, is not told. Blocks in which a look is still under way are passed over.
 */
final class RewardWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RewardWatch.class);
    private static final long EVERY_BLOCKS = 4;

    private final Chain chain;
    private final Consumer<EthAddress> told;
    private final AtomicBoolean looking = new AtomicBoolean();

    /** As the last look found them; touched by one look at a time. */
    private Map<EthAddress, Long> lastRounds = Map.of();

    private final Blocks.Subscription blocks;

    /** @param looks runs one look at a time, which blocks */
    RewardWatch(Chain chain, Consumer<EthAddress> told, Executor looks) {
        this.chain = chain;
        this.told = told;
        this.blocks = chain.blocks().listen(time -> {
            if (time.block() % EVERY_BLOCKS == 0 && looking.compareAndSet(false, true)) {
                looks.execute(this::look);
            }
        });
    }

    private void look() {
        try {
            var now = chain.bonding().lastRewards();
            now.stream()
                    .filter(reward -> reward.round() > lastRounds.getOrDefault(reward.orchestrator(), Long.MAX_VALUE))
                    .forEach(reward -> told.accept(reward.orchestrator()));
            lastRounds = now.stream().collect(toMap(LastReward::orchestrator, LastReward::round));
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
