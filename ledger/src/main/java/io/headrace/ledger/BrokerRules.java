package io.headrace.ledger;

import io.headrace.chain.Revert;
import io.headrace.payments.Wei;

/** Senders' money at the ticket broker (payments section 4.3), redemption aside. */
record BrokerRules(LedgerConfig config, RoundRules rounds) {

    /** What the payer does not have is noticed before any contract is asked. */
    LedgerStep fund(LedgerState state, Command.Fund command) {
        var payer = state.holding(command.from());
        if (payer.eth().compareTo(command.value()) < 0) {
            return LedgerStep.refused(Revert.BALANCE_TOO_LOW);
        }
        if (state.paused()) {
            return LedgerStep.refused(Revert.SYSTEM_PAUSED);
        }
        if (!command.deposit().plus(command.reserve()).equals(command.value())) {
            return LedgerStep.refused(Revert.SUM_MISMATCH);
        }
        var before = state.sender(command.sender());
        var after = before.funded(command.deposit(), command.reserve());
        boolean locksAgain = before.unlocking() && command.from().equals(command.sender());
        var next = state.with(command.from(), payer.minus(command.value()))
                .with(command.sender(), locksAgain ? after.withdrawingAt(0) : after);
        var deposited = new LedgerEvent.DepositFunded(command.sender(), command.deposit());
        var reserved = new LedgerEvent.ReserveFunded(command.sender(), command.reserve());
        return locksAgain
                ? LedgerStep.applied(next, new LedgerEvent.UnlockCancelled(command.sender()), deposited, reserved)
                : LedgerStep.applied(next, deposited, reserved);
    }

    LedgerStep unlock(LedgerState state, Command.Unlock command) {
        var sender = state.sender(command.from());
        if (state.paused()) {
            return LedgerStep.refused(Revert.SYSTEM_PAUSED);
        }
        if (sender.isEmpty()) {
            return LedgerStep.refused(Revert.NOTHING_DEPOSITED);
        }
        if (sender.unlocking()) {
            return LedgerStep.refused(Revert.ALREADY_UNLOCKING);
        }
        long start = rounds.current(state);
        long end = start + config.unlockPeriod();
        return LedgerStep.applied(
                state.with(command.from(), sender.withdrawingAt(end)),
                new LedgerEvent.UnlockBegan(command.from(), start, end));
    }

    LedgerStep cancelUnlock(LedgerState state, Command.CancelUnlock command) {
        var sender = state.sender(command.from());
        if (state.paused()) {
            return LedgerStep.refused(Revert.SYSTEM_PAUSED);
        }
        return sender.unlocking()
                ? LedgerStep.applied(
                        state.with(command.from(), sender.withdrawingAt(0)),
                        new LedgerEvent.UnlockCancelled(command.from()))
                : LedgerStep.refused(Revert.NOT_UNLOCKING);
    }

    LedgerStep withdraw(LedgerState state, Command.Withdraw command) {
        var sender = state.sender(command.from());
        if (state.paused()) {
            return LedgerStep.refused(Revert.SYSTEM_PAUSED);
        }
        if (sender.isEmpty()) {
            return LedgerStep.refused(Revert.NOTHING_DEPOSITED);
        }
        if (!sender.unlocking()) {
            return LedgerStep.refused(Revert.NOT_UNLOCKING);
        }
        if (!sender.unlocked(rounds.current(state))) {
            return LedgerStep.refused(Revert.ACCOUNT_LOCKED);
        }
        var deposit = sender.deposit();
        var reserve = sender.reserve().funds();
        var emptied = sender.with(
                Wei.ZERO,
                new Reserve(
                        Wei.ZERO,
                        sender.reserve().claimRound(),
                        sender.reserve().claims()));
        var owner = state.holding(command.from()).plus(deposit).plus(reserve);
        return LedgerStep.applied(
                state.with(command.from(), emptied).with(command.from(), owner),
                new LedgerEvent.Withdrawn(command.from(), deposit, reserve));
    }
}
