package io.headrace.ledger;

import io.headrace.chain.Commission;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;

/** What can be asked of the ledger. Those with a {@code from} move that account's own money. */
public sealed interface Command {

    /** Time passes. */
    record Advance(long blocks) implements Command {
        public Advance {
            if (blocks < 1) {
                throw new IllegalArgumentException("Blocks only go forward: " + blocks);
            }
        }
    }

    /** The owner stops or resumes the contracts. */
    record SetPaused(boolean paused) implements Command {}

    record Transfer(EthAddress from, EthAddress to, Wei amount) implements Command {}

    record TransferTokens(EthAddress from, EthAddress to, Tokens amount) implements Command {}

    /** {@code fundDepositAndReserveFor}: anybody may fund anybody; only one's own unlocking is ended by it. */
    record Fund(EthAddress from, EthAddress sender, Wei value, Wei deposit, Wei reserve) implements Command {}

    record Unlock(EthAddress from) implements Command {}

    record CancelUnlock(EthAddress from) implements Command {}

    record Withdraw(EthAddress from) implements Command {}

    /** {@code redeemWinningTicket}: anybody may. */
    record Redeem(WinningTicket ticket) implements Command {}

    /** {@code initializeRound}: anybody may. */
    record BeginRound() implements Command {}

    record Bond(EthAddress from, Tokens amount) implements Command {}

    record Unbond(EthAddress from, Tokens amount) implements Command {}

    record WithdrawStake(EthAddress from, long lock) implements Command {}

    /** {@code transcoder}. */
    record SetCommission(EthAddress from, Commission commission) implements Command {}

    record Reward(EthAddress from) implements Command {}

    record WithdrawFees(EthAddress from, Wei amount) implements Command {}

    record SetServiceUri(EthAddress from, String uri) implements Command {}
}
