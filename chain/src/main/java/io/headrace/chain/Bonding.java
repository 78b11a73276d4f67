package io.headrace.chain;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import java.util.List;

/**
 * The contract of orchestrators' stakes, fees and rewards (payments section 4.5). What changes something is done from
 * one account, the node's own. Calls block and throw {@link ChainUnavailable}.
 */
public interface Bonding {

    /** The orchestrators that may be paid and rewarded in the current round. */
    List<EthAddress> activeOrchestrators();

    /** By how many the reserves are split: the orchestrators that are active now or from the next round on. */
    int poolSize();

    OrchestratorStanding standing(EthAddress orchestrator);

    Earnings earnings(EthAddress orchestrator);

    /** Stake that waits to be withdrawn, the oldest lock first; of very many the newest. */
    List<UnbondingLock> unbondingLocks(EthAddress account);

    /** Bonds to oneself, which registers; active from the next round on if the stake suffices. */
    Outcome<OrchestratorStanding> bond(Tokens amount);

    /**
     * Takes stake out of the bond; {@link #withdrawStake} pays it after the contract's unbonding period. Who unbonds
     * everything is no orchestrator any more, from the next round on.
     */
    Outcome<UnbondingLock> unbond(Tokens amount);

    /** Moves the stake of a lock whose period is over into the own wallet. */
    Outcome<Tokens> withdrawStake(long lock);

    /** {@code transcoder}: not in the last part of a round, and by an active orchestrator only after its reward. */
    Outcome<Commission> setCommission(Commission commission);

    /** Mints this round's share; once per round. */
    Outcome<Tokens> reward();

    /** Moves fees that redemptions credited into the own wallet. */
    Outcome<Wei> withdrawFees(Wei amount);
}
