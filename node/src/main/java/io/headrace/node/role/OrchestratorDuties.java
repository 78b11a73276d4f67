package io.headrace.node.role;

import io.headrace.chain.Tokens;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.util.Optional;

/**
 * What an orchestrator does on chain besides redeeming its winners.
 *
 * @param bond brought to this stake at start, and its address published; zero leaves both as the operator made them
 * @param roundDelay waited at most before it begins a round that nobody began; empty leaves rounds to others
 * @param callsReward whether it calls its reward in each round
 * @param maxGasPrice wei per gas above which rewards and rounds wait; zero for no limit
 */
public record OrchestratorDuties(Tokens bond, Optional<Duration> roundDelay, boolean callsReward, Wei maxGasPrice) {

    /** Of the local network's orchestrators. */
    public static final Tokens LOCAL_BOND = Tokens.whole(1_000);

    /** On a chain of the local network, where somebody else begins the rounds. */
    public static final OrchestratorDuties LOCAL = new OrchestratorDuties(LOCAL_BOND, Optional.empty(), true, Wei.ZERO);

    /** The same, and begins the rounds at once. */
    public OrchestratorDuties beginningRounds() {
        return new OrchestratorDuties(bond, Optional.of(Duration.ZERO), callsReward, maxGasPrice);
    }
}
