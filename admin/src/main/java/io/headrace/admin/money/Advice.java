package io.headrace.admin.money;

import io.headrace.chain.Revert;

/** What an operator can do about a refusal. */
final class Advice {

    private Advice() {}

    static String about(Revert reason) {
        return switch (reason) {
            case SYSTEM_PAUSED -> "The protocol's owners have stopped the contracts; wait for them.";
            case ROUND_NOT_INITIALIZED -> "Nobody has begun this round yet; try again in some blocks.";
            case NOTHING_DEPOSITED -> "There is nothing to take back: deposit and reserve are empty.";
            case ALREADY_UNLOCKING -> "Wait for the withdraw round that `wallet show` names, then withdraw.";
            case NOT_UNLOCKING -> "Begin with `wallet unlock`.";
            case ACCOUNT_LOCKED -> "Wait for the withdraw round that `wallet show` names.";
            case NOT_REGISTERED -> "Begin with `orchestrator register`.";
            case NOT_ACTIVE -> "A stake is active from the round after it was bonded, if it is among the largest.";
            case ALREADY_REWARDED -> "There is one reward in each round; the next comes with the next round.";
            case BOND_TOO_SMALL -> "Bond more than nothing.";
            case FEES_TOO_SMALL -> "`orchestrator earnings` names what is pending.";
            case NOT_BONDED -> "A stake can be unbonded from the round after it was bonded.";
            case UNBOND_NOTHING -> "Unbond more than nothing.";
            case UNBOND_TOO_MUCH -> "`orchestrator earnings` names the stake.";
            case LOCK_UNKNOWN -> "`orchestrator earnings` lists the locks that wait.";
            case STAKE_LOCKED -> "Wait for the withdraw round of this lock that `orchestrator earnings` names.";
            case ROUND_LOCKED -> "Commissions are frozen at the end of a round; try again in the next.";
            case REWARD_DUE -> "Call `orchestrator reward` first: an active orchestrator may change it after that.";
            case BALANCE_TOO_LOW -> "Bring more into the wallet, or ask for less; gas is paid from it as well.";
            default -> "See docs/errors.md.";
        };
    }
}
