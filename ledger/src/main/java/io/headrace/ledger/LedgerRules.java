package io.headrace.ledger;

import io.headrace.chain.Revert;
import io.headrace.chain.RoundStatus;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.SignatureCheck;
import io.headrace.payments.Wei;
import java.util.List;

/**
 * The in-process chain as one pure function: a state and a command make a state and events, or a refusal in the words of
 * the contract that it stands for. It mines when it is told to and charges nothing for gas.
 *
 * <p>Source: the contracts' behaviour in payments sections 4.3 to 4.8. No wei appears or vanishes by any command.
 */
public final class LedgerRules {

    private final LedgerConfig config;
    private final BlockSource blocks;
    private final RoundRules rounds;
    private final BrokerRules broker;
    private final RedemptionRules redemption;
    private final BondingRules bonding;
    private final CommissionRules commissions;

    /** @param signatures real ones on a network, stand-ins within a simulation */
    public LedgerRules(LedgerConfig config, SignatureCheck signatures) {
        this(config, signatures, BlockSource.seeded(config.seed(), config.roundLength()));
    }

    /** The rules of a ledger that is fed another chain's blocks. */
    public LedgerRules(LedgerConfig config, SignatureCheck signatures, BlockSource blocks) {
        this.config = config;
        this.blocks = blocks;
        this.rounds = new RoundRules(config, blocks);
        this.broker = new BrokerRules(config, rounds);
        this.redemption = new RedemptionRules(config, rounds, signatures);
        this.bonding = new BondingRules(config, rounds);
        this.commissions = new CommissionRules(rounds);
    }

    public LedgerConfig config() {
        return config;
    }

    /** The first block, whose round has begun. */
    public LedgerState begin(Genesis genesis) {
        var state = new LedgerState(
                0,
                blocks.first(),
                false,
                Sorted.none(),
                Sorted.none(),
                Sorted.none(),
                List.of(),
                RoundBook.before(Minting.of(config.inflation(), genesis.tokens())),
                Sorted.none(),
                Sorted.noElements());
        for (var allocation : genesis.allocations()) {
            state = allocated(state, allocation);
        }
        return rounds.begin(state);
    }

    private LedgerState allocated(LedgerState state, Genesis.Allocation allocation) {
        var held = state.with(allocation.account(), new Holding(allocation.eth(), allocation.tokens()));
        if (allocation.stake().isZero()) {
            return held;
        }
        return switch (bonding.staked(held, allocation.account(), allocation.stake(), 0)) {
            case LedgerStep.Applied applied -> applied.state();
            case LedgerStep.Refused(var reason) ->
                throw new IllegalStateException("Staking is never refused: " + reason);
        };
    }

    public LedgerStep apply(LedgerState state, Command command) {
        return switch (decide(state, command)) {
            case LedgerStep.Applied applied ->
                new LedgerStep.Applied(applied.state().counted(), applied.events());
            case LedgerStep.Refused refused -> refused;
        };
    }

    private LedgerStep decide(LedgerState state, Command command) {
        return switch (command) {
            case Command.Advance(var blocks) -> rounds.advance(state, blocks);
            case Command.SetPaused(var paused) -> LedgerStep.applied(state.paused(paused));
            case Command.Transfer transfer -> transfer(state, transfer);
            case Command.TransferTokens transfer -> transfer(state, transfer);
            case Command.Fund fund -> broker.fund(state, fund);
            case Command.Unlock unlock -> broker.unlock(state, unlock);
            case Command.CancelUnlock cancel -> broker.cancelUnlock(state, cancel);
            case Command.Withdraw withdraw -> broker.withdraw(state, withdraw);
            case Command.Redeem(var ticket) -> redemption.redeem(state, ticket);
            case Command.BeginRound _ -> rounds.beginRound(state);
            case Command.Bond bond -> bonding.bond(state, bond);
            case Command.Unbond unbond -> bonding.unbond(state, unbond);
            case Command.WithdrawStake withdraw -> bonding.withdrawStake(state, withdraw);
            case Command.SetCommission set -> commissions.set(state, set);
            case Command.Reward reward -> bonding.reward(state, reward);
            case Command.WithdrawFees withdraw -> bonding.withdrawFees(state, withdraw);
            case Command.SetServiceUri(var from, var uri) ->
                LedgerStep.applied(state.withService(from, uri), new LedgerEvent.ServiceUriSet(from, uri));
        };
    }

    public RoundStatus rounds(LedgerState state) {
        return rounds.status(state);
    }

    /** The orchestrators that may be paid and rewarded in the current round. */
    public List<EthAddress> active(LedgerState state) {
        return rounds.active(state);
    }

    private static LedgerStep transfer(LedgerState state, Command.Transfer command) {
        var payer = state.holding(command.from());
        if (payer.eth().compareTo(command.amount()) < 0) {
            return LedgerStep.refused(Revert.BALANCE_TOO_LOW);
        }
        Wei amount = command.amount();
        var poorer = state.with(command.from(), payer.minus(amount));
        return LedgerStep.applied(
                poorer.with(command.to(), poorer.holding(command.to()).plus(amount)),
                new LedgerEvent.Transferred(command.from(), command.to(), amount));
    }

    private static LedgerStep transfer(LedgerState state, Command.TransferTokens command) {
        var payer = state.holding(command.from());
        if (payer.tokens().compareTo(command.amount()) < 0) {
            return LedgerStep.refused(Revert.BALANCE_TOO_LOW);
        }
        var poorer = state.with(command.from(), payer.minus(command.amount()));
        return LedgerStep.applied(
                poorer.with(command.to(), poorer.holding(command.to()).plus(command.amount())),
                new LedgerEvent.TokensTransferred(command.from(), command.to(), command.amount()));
    }
}
