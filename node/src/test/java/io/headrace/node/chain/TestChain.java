package io.headrace.node.chain;

import io.headrace.chain.Chain;
import io.headrace.chain.Outcome;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.PrivateKey;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;

/**
 * A chain of the protocol with which a test may do what nobody may elsewhere. It begins in a round that was begun, with
 * nobody bonded and nothing deposited; nothing happens on it by itself, gas is free, and the pool takes three.
 */
interface TestChain extends AutoCloseable {

    long ROUND_LENGTH = 50;
    long UNLOCK_PERIOD = 2;
    long UNBONDING_PERIOD = 7;
    long TICKET_VALIDITY = 2;
    int MAX_POOL = 3;

    /** The chain as one of the {@link Cast} sees it. */
    Chain as(PrivateKey who);

    void mine(long blocks);

    /** Stops all contracts, or lets them go on. */
    void pause(boolean paused);

    /** {@code fundDepositAndReserveFor}, which the ports do not have: somebody funds somebody, with any sum. */
    Outcome<SenderFunds> fundFor(PrivateKey payer, EthAddress sender, Wei value, Wei deposit, Wei reserve);

    @Override
    void close();

    /** Goes to the first block of the next round, which nobody has begun. */
    default void mineToNextRound() {
        var anybody = as(Cast.FOURTH);
        mine(anybody.rounds().status().endBlock() - anybody.blocks().time().block());
    }
}
