package io.headrace.ledger;

import io.headrace.chain.Blocks;
import io.headrace.chain.Bonding;
import io.headrace.chain.Chain;
import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.Outcome;
import io.headrace.chain.RoundStatus;
import io.headrace.chain.Rounds;
import io.headrace.chain.ServiceRegistry;
import io.headrace.chain.TicketBroker;
import io.headrace.chain.Tokens;
import io.headrace.chain.Wallet;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The ports of settlement over a ledger in the same process. Never blocks for long. */
record LocalChain(LocalLedger ledger, EthAddress account) implements Chain {

    @Override
    public TicketBroker broker() {
        return new Broker();
    }

    @Override
    public Rounds rounds() {
        return new RoundCounter();
    }

    @Override
    public Blocks blocks() {
        return new BlockFeed();
    }

    @Override
    public Bonding bonding() {
        return new Bonds();
    }

    @Override
    public ServiceRegistry services() {
        return new Services();
    }

    @Override
    public Wallet wallet() {
        return new Holdings();
    }

    /** Applies the command and reads from what came of it. */
    private <T> Outcome<T> outcome(Command command, Function<LedgerStep.Applied, T> value) {
        return switch (ledger.apply(command)) {
            case LedgerStep.Applied applied ->
                new Outcome.Mined<>("ledger-" + applied.state().serial(), value.apply(applied));
            case LedgerStep.Refused(var reason) -> new Outcome.Reverted<>(reason);
        };
    }

    private static <E extends LedgerEvent> Optional<E> event(LedgerStep.Applied applied, Class<E> kind) {
        return applied.events().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    private SenderFunds funds(LedgerState state, EthAddress sender) {
        return state.sender(sender).funds(ledger.rules().rounds(state).current());
    }

    private final class Broker implements TicketBroker {
        @Override
        public SenderFunds funds(EthAddress sender) {
            return LocalChain.this.funds(ledger.state(), sender);
        }

        @Override
        public Wei claimedReserve(EthAddress sender, EthAddress recipient) {
            var state = ledger.state();
            return state.sender(sender)
                    .reserve()
                    .claimedBy(recipient, ledger.rules().rounds(state).current());
        }

        @Override
        public boolean used(Hash256 ticket) {
            return ledger.state().used().contains(ticket);
        }

        @Override
        public Outcome<SenderFunds> fund(Wei deposit, Wei reserve) {
            return own(new Command.Fund(account, account, deposit.plus(reserve), deposit, reserve));
        }

        @Override
        public Outcome<SenderFunds> unlock() {
            return own(new Command.Unlock(account));
        }

        @Override
        public Outcome<SenderFunds> cancelUnlock() {
            return own(new Command.CancelUnlock(account));
        }

        @Override
        public Outcome<SenderFunds> withdraw() {
            return own(new Command.Withdraw(account));
        }

        private Outcome<SenderFunds> own(Command command) {
            return outcome(command, applied -> LocalChain.this.funds(applied.state(), account));
        }

        @Override
        public Outcome<Wei> redeem(WinningTicket ticket) {
            return outcome(
                    new Command.Redeem(ticket),
                    applied -> event(applied, LedgerEvent.TicketPaid.class)
                            .map(LedgerEvent.TicketPaid::amount)
                            .orElse(Wei.ZERO));
        }
    }

    private final class RoundCounter implements Rounds {
        @Override
        public RoundStatus status() {
            return ledger.rules().rounds(ledger.state());
        }

        @Override
        public Outcome<CreationRound> initialize() {
            return outcome(
                    new Command.BeginRound(),
                    applied -> applied.state().rounds().last());
        }
    }

    private final class BlockFeed implements Blocks {
        @Override
        public ChainTime time() {
            return ledger.state().time();
        }

        @Override
        public Subscription listen(Consumer<ChainTime> listener) {
            return ledger.onBlock(listener);
        }
    }

    private final class Bonds implements Bonding {
        @Override
        public List<EthAddress> activeOrchestrators() {
            return List.copyOf(ledger.state().rounds().active().keySet());
        }

        @Override
        public int poolSize() {
            return ledger.state().pool().size();
        }

        @Override
        public OrchestratorStanding standing(EthAddress orchestrator) {
            return standing(ledger.state(), orchestrator);
        }

        private static OrchestratorStanding standing(LedgerState state, EthAddress of) {
            var known = state.orchestrator(of);
            return new OrchestratorStanding(
                    known.registered(), state.active(of), known.stake(), known.pendingFees(), known.lastRewardRound());
        }

        @Override
        public Outcome<OrchestratorStanding> bond(Tokens amount) {
            return outcome(new Command.Bond(account, amount), applied -> standing(applied.state(), account));
        }

        @Override
        public Outcome<Tokens> reward() {
            return outcome(
                    new Command.Reward(account),
                    applied -> event(applied, LedgerEvent.Rewarded.class)
                            .map(LedgerEvent.Rewarded::minted)
                            .orElse(Tokens.ZERO));
        }

        @Override
        public Outcome<Wei> withdrawFees(Wei amount) {
            return outcome(new Command.WithdrawFees(account, amount), _ -> amount);
        }
    }

    private final class Services implements ServiceRegistry {
        @Override
        public Optional<String> uri(EthAddress orchestrator) {
            return Optional.ofNullable(ledger.state().services().get(orchestrator));
        }

        @Override
        public Outcome<String> register(String uri) {
            return outcome(new Command.SetServiceUri(account, uri), _ -> uri);
        }
    }

    private final class Holdings implements Wallet {
        @Override
        public Wei eth(EthAddress of) {
            return ledger.state().holding(of).eth();
        }

        @Override
        public Tokens tokens(EthAddress of) {
            return ledger.state().holding(of).tokens();
        }

        @Override
        public Wei gasPrice() {
            return Wei.ZERO;
        }
    }
}
