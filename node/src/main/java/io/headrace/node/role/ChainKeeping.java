package io.headrace.node.role;

import io.headrace.chain.Chain;
import io.headrace.machine.Host;
import io.headrace.node.settlement.RewardListener;
import io.headrace.node.settlement.Rewarder;
import io.headrace.node.settlement.RoundKeeper;
import io.headrace.payments.Wei;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an orchestrator does on chain without being asked, round by round, where its operator leaves that to it.
 *
 * @param rewarder empty where others call the reward
 * @param rounds empty where others begin rounds
 */
record ChainKeeping(Optional<Rewarder> rewarder, Optional<RoundKeeper> rounds) implements AutoCloseable {

    /** @param gasPrice as last heard */
    static ChainKeeping start(Host host, Chain chain, OrchestratorDuties duties, Supplier<Wei> gasPrice) {
        var rewarder = duties.callsReward()
                ? Optional.of(Rewarder.start(host, chain, RewardListener.SILENT, duties.maxGasPrice(), gasPrice))
                : Optional.<Rewarder>empty();
        return new ChainKeeping(
                rewarder,
                duties.roundDelay().map(delay -> RoundKeeper.start(host, chain, delay, duties.maxGasPrice())));
    }

    @Override
    public void close() {
        rounds.ifPresent(RoundKeeper::close);
        rewarder.ifPresent(Rewarder::close);
    }
}
