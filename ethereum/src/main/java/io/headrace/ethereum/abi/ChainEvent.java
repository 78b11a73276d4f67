package io.headrace.ethereum.abi;

import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;

/** What the protocol's contracts wrote down, under the contracts' own names (payments sections 4.3 to 4.8). */
public sealed interface ChainEvent {

    record NewRound(CreationRound round) implements ChainEvent {}

    record DepositFunded(EthAddress sender, Wei amount) implements ChainEvent {}

    record ReserveFunded(EthAddress sender, Wei amount) implements ChainEvent {}

    record ReserveClaimed(EthAddress sender, EthAddress claimant, Wei amount) implements ChainEvent {}

    /** @param amount what really moved */
    record WinningTicketTransfer(EthAddress sender, EthAddress recipient, Wei amount) implements ChainEvent {}

    /** @param faceValue what was promised, which may be more than what moved */
    record WinningTicketRedeemed(
            EthAddress sender,
            EthAddress recipient,
            Wei faceValue,
            WinProb winProb,
            long senderNonce,
            Hash256 recipientRand)
            implements ChainEvent {}

    /** @param withdrawRound from which the sender may take everything back */
    record Unlock(EthAddress sender, long round, long withdrawRound) implements ChainEvent {}

    record UnlockCancelled(EthAddress sender) implements ChainEvent {}

    record Withdrawal(EthAddress sender, Wei deposit, Wei reserve) implements ChainEvent {}

    record TranscoderActivated(EthAddress orchestrator, long fromRound) implements ChainEvent {}

    record TranscoderDeactivated(EthAddress orchestrator, long fromRound) implements ChainEvent {}

    record Reward(EthAddress orchestrator, Tokens minted) implements ChainEvent {}

    /** @param bonded the delegator's stake after it */
    record Bond(EthAddress delegate, EthAddress delegator, Tokens added, Tokens bonded) implements ChainEvent {}

    record Unbond(EthAddress delegate, EthAddress delegator, long lock, Tokens amount, long withdrawRound)
            implements ChainEvent {}

    record Rebond(EthAddress delegate, EthAddress delegator, long lock, Tokens amount) implements ChainEvent {}

    record WithdrawStake(EthAddress delegator, long lock, Tokens amount, long withdrawRound) implements ChainEvent {}

    record WithdrawFees(EthAddress delegator, EthAddress recipient, Wei amount) implements ChainEvent {}

    record ServiceUriUpdate(EthAddress orchestrator, String uri) implements ChainEvent {}
}
