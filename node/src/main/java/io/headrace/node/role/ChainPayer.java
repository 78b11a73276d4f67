package io.headrace.node.role;

import io.headrace.chain.Blocks;
import io.headrace.chain.Chain;
import io.headrace.chain.ChainUnavailable;
import io.headrace.crypto.Signer;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.payments.ChainTime;
import io.headrace.payments.SenderFunds;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's account as of the latest block: payments are made without asking the chain, which is looked at once a
 * block, on a virtual thread. What a silent chain last said stays true meanwhile.
 */
final class ChainPayer implements PayerAccount, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChainPayer.class);

    private final Signer signer;
    private final Chain chain;
    private final Blocks.Subscription blocks;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Runnable risen = () -> {};
    private volatile SenderFunds funds;

    ChainPayer(Signer signer, Chain chain) {
        this.signer = signer;
        this.chain = chain;
        this.funds = chain.broker().funds(signer.address());
        this.blocks = chain.blocks().listen(_ -> look());
    }

    /** Whom to tell, on a thread of its own, when there is more than in the block before. */
    void telling(Runnable whoWaits) {
        risen = whoWaits;
    }

    @Override
    public Signer signer() {
        return signer;
    }

    @Override
    public SenderFunds funds() {
        return funds;
    }

    @Override
    public ChainTime time() {
        return chain.blocks().time();
    }

    private void look() {
        if (looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("own funds").start(() -> {
                try {
                    var before = funds;
                    var now = chain.broker().funds(signer.address());
                    funds = now;
                    if (better(before, now)) {
                        risen.run();
                    }
                } catch (ChainUnavailable silent) {
                    LOG.warn("Our own funds cannot be read: {}", silent.getMessage());
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    /** More of anything, or locked again. */
    private static boolean better(SenderFunds before, SenderFunds now) {
        return now.deposit().compareTo(before.deposit()) > 0
                || now.reserve().compareTo(before.reserve()) > 0
                || (before.withdrawRound() != 0 && now.withdrawRound() == 0);
    }

    @Override
    public void close() {
        blocks.close();
    }
}
