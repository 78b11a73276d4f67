package io.headrace.node.desk;

import io.headrace.chain.Blocks;
import io.headrace.chain.Bonding;
import io.headrace.chain.Chain;
import io.headrace.chain.Outcome;
import io.headrace.chain.RoundStatus;
import io.headrace.chain.Rounds;
import io.headrace.chain.ServiceRegistry;
import io.headrace.chain.TicketBroker;
import io.headrace.chain.Tokens;
import io.headrace.chain.Wallet;
import io.headrace.chain.transaction.Purpose;
import io.headrace.chain.transaction.Spend;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Credit;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.util.Locale;
import java.util.Optional;

/**
 * A chain that asks the guard before every transaction: for the wei that it moves and the most its gas may cost. What is
 * refused throws {@link io.headrace.chain.SpendRefused}, which callers treat as a chain that is silent for now. What is
 * read passes.
 */
record GuardedChain(Chain chain, Guards guards) implements Chain {

    /** Above what the dearest call of the protocol takes (payments section 4.5), its fee's rise included. */
    private static final long MOST_GAS = 2_500_000;

    /** @param moved wei that leave the wallet beside the gas */
    void ask(Purpose purpose, EthAddress to, Wei moved) {
        var most = moved.plus(chain.wallet().gasPrice().times(MOST_GAS));
        guards.allow(new Spend(Credit.of(most), to, purpose.name().toLowerCase(Locale.ROOT)));
    }

    /** What stays this node's own, or is a contract's. */
    void ask(Purpose purpose, Wei moved) {
        ask(purpose, account(), moved);
    }

    @Override
    public EthAddress account() {
        return chain.account();
    }

    @Override
    public TicketBroker broker() {
        return new Broker(chain.broker());
    }

    @Override
    public Rounds rounds() {
        return new RoundCounter(chain.rounds());
    }

    @Override
    public Blocks blocks() {
        return chain.blocks();
    }

    @Override
    public Bonding bonding() {
        return new GuardedBonding(chain.bonding(), this);
    }

    @Override
    public ServiceRegistry services() {
        return new Services(chain.services());
    }

    @Override
    public Wallet wallet() {
        return new Holdings(chain.wallet());
    }

    private final class Broker implements TicketBroker {
        private final TicketBroker broker;

        Broker(TicketBroker broker) {
            this.broker = broker;
        }

        @Override
        public SenderFunds funds(EthAddress sender) {
            return broker.funds(sender);
        }

        @Override
        public Wei claimedReserve(EthAddress sender, EthAddress recipient) {
            return broker.claimedReserve(sender, recipient);
        }

        @Override
        public boolean used(Hash256 ticket) {
            return broker.used(ticket);
        }

        @Override
        public Outcome<SenderFunds> fund(Wei deposit, Wei reserve) {
            ask(Purpose.FUND, deposit.plus(reserve));
            return broker.fund(deposit, reserve);
        }

        @Override
        public Outcome<SenderFunds> unlock() {
            ask(Purpose.UNLOCK, Wei.ZERO);
            return broker.unlock();
        }

        @Override
        public Outcome<SenderFunds> cancelUnlock() {
            ask(Purpose.CANCEL_UNLOCK, Wei.ZERO);
            return broker.cancelUnlock();
        }

        @Override
        public Outcome<SenderFunds> withdraw() {
            ask(Purpose.WITHDRAW, Wei.ZERO);
            return broker.withdraw();
        }

        @Override
        public Outcome<Wei> redeem(WinningTicket ticket) {
            ask(Purpose.REDEEM, Wei.ZERO);
            return broker.redeem(ticket);
        }
    }

    private final class RoundCounter implements Rounds {
        private final Rounds rounds;

        RoundCounter(Rounds rounds) {
            this.rounds = rounds;
        }

        @Override
        public RoundStatus status() {
            return rounds.status();
        }

        @Override
        public Outcome<CreationRound> initialize() {
            ask(Purpose.BEGIN_ROUND, Wei.ZERO);
            return rounds.initialize();
        }
    }

    private final class Services implements ServiceRegistry {
        private final ServiceRegistry services;

        Services(ServiceRegistry services) {
            this.services = services;
        }

        @Override
        public Optional<String> uri(EthAddress orchestrator) {
            return services.uri(orchestrator);
        }

        @Override
        public Outcome<String> register(String uri) {
            ask(Purpose.REGISTER, Wei.ZERO);
            return services.register(uri);
        }
    }

    private final class Holdings implements Wallet {
        private final Wallet wallet;

        Holdings(Wallet wallet) {
            this.wallet = wallet;
        }

        @Override
        public Wei eth(EthAddress of) {
            return wallet.eth(of);
        }

        @Override
        public Tokens tokens(EthAddress of) {
            return wallet.tokens(of);
        }

        @Override
        public Wei gasPrice() {
            return wallet.gasPrice();
        }

        @Override
        public Outcome<Wei> sendEth(EthAddress to, Wei amount) {
            ask(Purpose.TRANSFER, to, amount);
            return wallet.sendEth(to, amount);
        }

        @Override
        public Outcome<Tokens> sendTokens(EthAddress to, Tokens amount) {
            ask(Purpose.TRANSFER, to, Wei.ZERO);
            return wallet.sendTokens(to, amount);
        }
    }
}
