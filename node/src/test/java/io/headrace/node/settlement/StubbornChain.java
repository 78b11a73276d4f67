package io.headrace.node.settlement;

import io.headrace.chain.Blocks;
import io.headrace.chain.Bonding;
import io.headrace.chain.Chain;
import io.headrace.chain.Commission;
import io.headrace.chain.Earnings;
import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.Outcome;
import io.headrace.chain.Rounds;
import io.headrace.chain.ServiceRegistry;
import io.headrace.chain.TicketBroker;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import io.headrace.chain.Wallet;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.util.List;
import java.util.function.UnaryOperator;

/** A chain of which single answers are replaced: lost, late, or another. */
final class StubbornChain implements Chain {

    private final Chain real;

    /** Gets what redeeming and rewarding came to, after it was mined; what it throws is what the caller sees. */
    private volatile UnaryOperator<Outcome<Wei>> redeemed = UnaryOperator.identity();

    private volatile UnaryOperator<Outcome<Tokens>> rewarded = UnaryOperator.identity();
    private volatile UnaryOperator<OrchestratorStanding> standing = UnaryOperator.identity();

    private volatile UnaryOperator<Wei> gasPrice = UnaryOperator.identity();

    StubbornChain(Chain real) {
        this.real = real;
    }

    void onRedeemed(UnaryOperator<Outcome<Wei>> answer) {
        redeemed = answer;
    }

    void onRewarded(UnaryOperator<Outcome<Tokens>> answer) {
        rewarded = answer;
    }

    void onStanding(UnaryOperator<OrchestratorStanding> answer) {
        standing = answer;
    }

    void onGasPrice(UnaryOperator<Wei> answer) {
        gasPrice = answer;
    }

    @Override
    public EthAddress account() {
        return real.account();
    }

    @Override
    public TicketBroker broker() {
        return new Broker(real.broker());
    }

    @Override
    public Rounds rounds() {
        return real.rounds();
    }

    @Override
    public Blocks blocks() {
        return real.blocks();
    }

    @Override
    public Bonding bonding() {
        return new Bonds(real.bonding());
    }

    @Override
    public ServiceRegistry services() {
        return real.services();
    }

    @Override
    public Wallet wallet() {
        return new Holdings(real.wallet());
    }

    private final class Holdings implements Wallet {
        private final Wallet wallet;

        Holdings(Wallet wallet) {
            this.wallet = wallet;
        }

        @Override
        public Wei eth(EthAddress account) {
            return wallet.eth(account);
        }

        @Override
        public Tokens tokens(EthAddress account) {
            return wallet.tokens(account);
        }

        @Override
        public Wei gasPrice() {
            return gasPrice.apply(wallet.gasPrice());
        }

        @Override
        public Outcome<Wei> sendEth(EthAddress to, Wei amount) {
            return wallet.sendEth(to, amount);
        }

        @Override
        public Outcome<Tokens> sendTokens(EthAddress to, Tokens amount) {
            return wallet.sendTokens(to, amount);
        }
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
            return broker.fund(deposit, reserve);
        }

        @Override
        public Outcome<SenderFunds> unlock() {
            return broker.unlock();
        }

        @Override
        public Outcome<SenderFunds> cancelUnlock() {
            return broker.cancelUnlock();
        }

        @Override
        public Outcome<SenderFunds> withdraw() {
            return broker.withdraw();
        }

        @Override
        public Outcome<Wei> redeem(WinningTicket ticket) {
            return redeemed.apply(broker.redeem(ticket));
        }
    }

    private final class Bonds implements Bonding {
        private final Bonding bonding;

        Bonds(Bonding bonding) {
            this.bonding = bonding;
        }

        @Override
        public List<EthAddress> activeOrchestrators() {
            return bonding.activeOrchestrators();
        }

        @Override
        public int poolSize() {
            return bonding.poolSize();
        }

        @Override
        public OrchestratorStanding standing(EthAddress orchestrator) {
            return standing.apply(bonding.standing(orchestrator));
        }

        @Override
        public Outcome<OrchestratorStanding> bond(Tokens amount) {
            return bonding.bond(amount);
        }

        @Override
        public Earnings earnings(EthAddress orchestrator) {
            return bonding.earnings(orchestrator);
        }

        @Override
        public List<UnbondingLock> unbondingLocks(EthAddress account) {
            return bonding.unbondingLocks(account);
        }

        @Override
        public Outcome<UnbondingLock> unbond(Tokens amount) {
            return bonding.unbond(amount);
        }

        @Override
        public Outcome<Tokens> withdrawStake(long lock) {
            return bonding.withdrawStake(lock);
        }

        @Override
        public Outcome<Commission> setCommission(Commission commission) {
            return bonding.setCommission(commission);
        }

        @Override
        public Outcome<Tokens> reward() {
            return rewarded.apply(bonding.reward());
        }

        @Override
        public Outcome<Wei> withdrawFees(Wei amount) {
            return bonding.withdrawFees(amount);
        }
    }
}
