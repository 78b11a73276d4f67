package io.headrace.ledger;

import io.headrace.chain.Revert;
import java.util.Optional;

/** When an orchestrator may change how it shares (payments section 4.5), in the contract's order. */
record CommissionRules(RoundRules rounds) {

    LedgerStep set(LedgerState state, Command.SetCommission command) {
        return refusal(state, command)
                .map(LedgerStep::refused)
                .orElseGet(() -> LedgerStep.applied(
                        state.with(
                                command.from(),
                                state.orchestrator(command.from()).taking(command.commission())),
                        new LedgerEvent.CommissionSet(command.from(), command.commission())));
    }

    private Optional<Revert> refusal(LedgerState state, Command.SetCommission command) {
        var orchestrator = state.orchestrator(command.from());
        var closed = rounds.closed(state);
        if (closed.isPresent()) {
            return closed;
        }
        if (rounds.locked(state)) {
            return Optional.of(Revert.ROUND_LOCKED);
        }
        if (!orchestrator.registered()) {
            return Optional.of(Revert.NOT_REGISTERED);
        }
        boolean rewardDue = state.active(command.from()) && orchestrator.lastRewardRound() != rounds.current(state);
        return rewardDue ? Optional.of(Revert.REWARD_DUE) : Optional.empty();
    }
}
