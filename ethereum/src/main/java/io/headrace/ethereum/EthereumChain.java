package io.headrace.ethereum;

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
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ethereum.abi.Call;
import io.headrace.ethereum.abi.ChainEvent;
import io.headrace.ethereum.abi.ChainEvent.WinningTicketTransfer;
import io.headrace.ethereum.abi.Contracts;
import io.headrace.ethereum.account.Transactor;
import io.headrace.payments.CreationRound;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.util.Optional;

/**
 * The ports of settlement over the protocol's contracts on a real chain. What is read is asked of a node each time;
 * what changes something goes through the account's transactor.
 */
public final class EthereumChain implements Chain {

    private final ContractCalls calls;
    private final Contracts contracts;
    private final Transactor transactor;
    private final Blocks blocks;
    private final Bonding bonding;

    /** @param blocks the feed of the same chain */
    public EthereumChain(ContractCalls calls, Contracts contracts, Transactor transactor, Blocks blocks) {
        this.calls = calls;
        this.contracts = contracts;
        this.transactor = transactor;
        this.blocks = blocks;
        this.bonding = new EthereumBonding(calls, contracts, transactor);
    }

    @Override
    public EthAddress account() {
        return transactor.account();
    }

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
        return blocks;
    }

    @Override
    public Bonding bonding() {
        return bonding;
    }

    @Override
    public ServiceRegistry services() {
        return new Services();
    }

    @Override
    public Wallet wallet() {
        return new Holdings();
    }

    private final class Broker implements TicketBroker {
        @Override
        public SenderFunds funds(EthAddress sender) {
            return calls.ask(contracts.broker().senderInfo(sender));
        }

        @Override
        public Wei claimedReserve(EthAddress sender, EthAddress recipient) {
            return calls.ask(contracts.broker().claimedReserve(sender, recipient));
        }

        @Override
        public boolean used(Hash256 ticket) {
            return calls.ask(contracts.broker().usedTickets(ticket));
        }

        @Override
        public Outcome<SenderFunds> fund(Wei deposit, Wei reserve) {
            return Outcomes.map(
                    transactor.send(contracts.broker().fundDepositAndReserve(deposit, reserve)), _ -> own());
        }

        @Override
        public Outcome<SenderFunds> unlock() {
            return Outcomes.map(transactor.send(contracts.broker().unlock()), _ -> own());
        }

        @Override
        public Outcome<SenderFunds> cancelUnlock() {
            return Outcomes.map(transactor.send(contracts.broker().cancelUnlock()), _ -> own());
        }

        @Override
        public Outcome<SenderFunds> withdraw() {
            return Outcomes.map(transactor.send(contracts.broker().withdraw()), _ -> own());
        }

        private SenderFunds own() {
            return funds(account());
        }

        /** What was paid is in the transfer's event; without one nothing moved, though the ticket is used. */
        @Override
        public Outcome<Wei> redeem(WinningTicket ticket) {
            return Outcomes.map(
                    transactor.send(contracts.broker().redeem(ticket)),
                    receipt -> calls.events()
                            .first(WinningTicketTransfer.class, receipt.logs())
                            .map(WinningTicketTransfer::amount)
                            .orElse(Wei.ZERO));
        }
    }

    private final class RoundCounter implements Rounds {
        @Override
        public RoundStatus status() {
            var rounds = contracts.rounds();
            long last = calls.ask(rounds.lastInitializedRound());
            long current = calls.ask(rounds.currentRound());
            return new RoundStatus(
                    current,
                    last == current,
                    new CreationRound(last, calls.ask(rounds.blockHashForRound(last))),
                    calls.ask(rounds.currentRoundStartBlock()),
                    calls.ask(rounds.roundLength()));
        }

        @Override
        public Outcome<CreationRound> initialize() {
            var rounds = contracts.rounds();
            return Outcomes.map(
                    transactor.send(rounds.initializeRound(calls.ask(rounds.currentRound()))),
                    receipt -> calls.events()
                            .first(ChainEvent.NewRound.class, receipt.logs())
                            .map(ChainEvent.NewRound::round)
                            .orElse(CreationRound.NONE));
        }
    }

    private final class Services implements ServiceRegistry {
        @Override
        public Optional<String> uri(EthAddress orchestrator) {
            return Optional.of(calls.ask(contracts.services().serviceUri(orchestrator)))
                    .filter(uri -> !uri.isEmpty());
        }

        @Override
        public Outcome<String> register(String uri) {
            return Outcomes.map(transactor.send(contracts.services().setServiceUri(uri)), _ -> uri);
        }
    }

    private final class Holdings implements Wallet {
        @Override
        public Wei eth(EthAddress of) {
            return calls.rpc().balance(of);
        }

        @Override
        public Tokens tokens(EthAddress of) {
            return calls.ask(contracts.token().balanceOf(of));
        }

        @Override
        public Wei gasPrice() {
            return calls.rpc().gasPrice();
        }

        @Override
        public Outcome<Wei> sendEth(EthAddress to, Wei amount) {
            return Outcomes.map(transactor.send(Call.pay(to, amount)), _ -> amount);
        }

        @Override
        public Outcome<Tokens> sendTokens(EthAddress to, Tokens amount) {
            return Outcomes.map(transactor.send(contracts.token().transfer(to, amount)), _ -> amount);
        }
    }
}
