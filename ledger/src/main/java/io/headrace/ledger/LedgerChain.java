package io.headrace.ledger;

import io.headrace.chain.Blocks;
import io.headrace.chain.Bonding;
import io.headrace.chain.Chain;
import io.headrace.chain.Commission;
import io.headrace.chain.Earnings;
import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.Outcome;
import io.headrace.chain.RoundStatus;
import io.headrace.chain.Rounds;
import io.headrace.chain.ServiceRegistry;
import io.headrace.chain.TicketBroker;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
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

/** The ports of settlement over either face of the ledger, for one account. */
public record LedgerChain(LedgerFace ledger, EthAddress account) implements Chain {

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

    /** Gives the command and reads its value from the events that it caused. */
    private <T> Outcome<T> outcome(Command command, Function<List<LedgerEvent>, T> value) {
        return switch (ledger.command(command)) {
            case LedgerFace.CommandAnswer.Done(var serial, var events) ->
                new Outcome.Mined<>("ledger-" + serial, value.apply(events));
            case LedgerFace.CommandAnswer.Refused(var reason) -> new Outcome.Reverted<>(reason);
        };
    }

    private static <E extends LedgerEvent> Optional<E> event(List<LedgerEvent> events, Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** What a command that was not refused has always caused. */
    private static <E extends LedgerEvent> E the(List<LedgerEvent> events, Class<E> kind) {
        return event(events, kind)
                .orElseThrow(() -> new IllegalStateException("No " + kind.getSimpleName() + " among " + events));
    }

    private final class Broker implements TicketBroker {
        @Override
        public SenderFunds funds(EthAddress sender) {
            return ledger.account(sender).funds();
        }

        @Override
        public Wei claimedReserve(EthAddress sender, EthAddress recipient) {
            return ledger.claimed(sender, recipient);
        }

        @Override
        public boolean used(Hash256 ticket) {
            return ledger.used(ticket);
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
            return outcome(command, _ -> funds(account));
        }

        @Override
        public Outcome<Wei> redeem(WinningTicket ticket) {
            return outcome(
                    new Command.Redeem(ticket),
                    events -> event(events, LedgerEvent.TicketPaid.class)
                            .map(LedgerEvent.TicketPaid::amount)
                            .orElse(Wei.ZERO));
        }
    }

    private final class RoundCounter implements Rounds {
        @Override
        public RoundStatus status() {
            return ledger.chain().rounds();
        }

        @Override
        public Outcome<CreationRound> initialize() {
            return outcome(
                    new Command.BeginRound(),
                    events -> event(events, LedgerEvent.RoundBegan.class)
                            .map(LedgerEvent.RoundBegan::round)
                            .orElse(CreationRound.NONE));
        }
    }

    private final class BlockFeed implements Blocks {
        @Override
        public ChainTime time() {
            return ledger.time();
        }

        @Override
        public Subscription listen(Consumer<ChainTime> listener) {
            return ledger.onBlock(listener);
        }
    }

    private final class Bonds implements Bonding {
        @Override
        public List<EthAddress> activeOrchestrators() {
            return ledger.chain().active();
        }

        @Override
        public int poolSize() {
            return ledger.chain().poolSize();
        }

        @Override
        public OrchestratorStanding standing(EthAddress orchestrator) {
            return ledger.account(orchestrator).standing();
        }

        @Override
        public Outcome<OrchestratorStanding> bond(Tokens amount) {
            return outcome(new Command.Bond(account, amount), _ -> standing(account));
        }

        @Override
        public Earnings earnings(EthAddress orchestrator) {
            return ledger.account(orchestrator).earnings();
        }

        @Override
        public List<UnbondingLock> unbondingLocks(EthAddress of) {
            return ledger.account(of).locks();
        }

        @Override
        public Outcome<UnbondingLock> unbond(Tokens amount) {
            return outcome(
                    new Command.Unbond(account, amount),
                    events -> the(events, LedgerEvent.Unbonded.class).lock());
        }

        @Override
        public Outcome<Tokens> withdrawStake(long lock) {
            return outcome(
                    new Command.WithdrawStake(account, lock),
                    events ->
                            the(events, LedgerEvent.StakeWithdrawn.class).lock().amount());
        }

        @Override
        public Outcome<Commission> setCommission(Commission commission) {
            return outcome(new Command.SetCommission(account, commission), _ -> commission);
        }

        @Override
        public Outcome<Tokens> reward() {
            return outcome(
                    new Command.Reward(account),
                    events -> event(events, LedgerEvent.Rewarded.class)
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
            return Optional.of(ledger.account(orchestrator).service()).filter(uri -> !uri.isEmpty());
        }

        @Override
        public Outcome<String> register(String uri) {
            return outcome(new Command.SetServiceUri(account, uri), _ -> uri);
        }
    }

    private final class Holdings implements Wallet {
        @Override
        public Wei eth(EthAddress of) {
            return ledger.account(of).eth();
        }

        @Override
        public Tokens tokens(EthAddress of) {
            return ledger.account(of).tokens();
        }

        @Override
        public Wei gasPrice() {
            return Wei.ZERO;
        }

        @Override
        public Outcome<Wei> sendEth(EthAddress to, Wei amount) {
            return outcome(new Command.Transfer(account, to, amount), _ -> amount);
        }

        @Override
        public Outcome<Tokens> sendTokens(EthAddress to, Tokens amount) {
            return outcome(new Command.TransferTokens(account, to, amount), _ -> amount);
        }
    }
}
