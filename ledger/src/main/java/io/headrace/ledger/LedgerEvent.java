package io.headrace.ledger;

import io.headrace.chain.Commission;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;

/** What happened, as the contracts would log it. */
public sealed interface LedgerEvent {

    record BlockMined(long block) implements LedgerEvent {}

    record RoundBegan(CreationRound round) implements LedgerEvent {}

    record Transferred(EthAddress from, EthAddress to, Wei amount) implements LedgerEvent {}

    record TokensTransferred(EthAddress from, EthAddress to, Tokens amount) implements LedgerEvent {}

    record DepositFunded(EthAddress sender, Wei amount) implements LedgerEvent {}

    record ReserveFunded(EthAddress sender, Wei amount) implements LedgerEvent {}

    record UnlockBegan(EthAddress sender, long startRound, long endRound) implements LedgerEvent {}

    record UnlockCancelled(EthAddress sender) implements LedgerEvent {}

    record Withdrawn(EthAddress sender, Wei deposit, Wei reserve) implements LedgerEvent {}

    record ReserveClaimed(EthAddress sender, EthAddress claimant, Wei amount) implements LedgerEvent {}

    /** @param amount what really moved */
    record TicketPaid(EthAddress sender, EthAddress recipient, Wei amount) implements LedgerEvent {}

    /** Names the ticket's face value, whatever was paid. */
    record TicketRedeemed(Ticket ticket) implements LedgerEvent {}

    record Bonded(EthAddress orchestrator, Tokens added, Tokens stake) implements LedgerEvent {}

    record Unbonded(EthAddress orchestrator, UnbondingLock lock) implements LedgerEvent {}

    record StakeWithdrawn(EthAddress orchestrator, UnbondingLock lock) implements LedgerEvent {}

    record CommissionSet(EthAddress orchestrator, Commission commission) implements LedgerEvent {}

    /** Active from the next round on. */
    record JoinedPool(EthAddress orchestrator) implements LedgerEvent {}

    /** Inactive from the next round on. */
    record LeftPool(EthAddress orchestrator) implements LedgerEvent {}

    record Rewarded(EthAddress orchestrator, Tokens minted) implements LedgerEvent {}

    record FeesWithdrawn(EthAddress orchestrator, Wei amount) implements LedgerEvent {}

    record ServiceUriSet(EthAddress orchestrator, String uri) implements LedgerEvent {}
}
