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
    private volatile SenderFunds funds;

    ChainPayer(Signer signer, Chain chain) {
        this.signer = signer;
        this.chain = chain;
        this.funds = chain.broker().funds(signer.address());
        this.blocks = chain.blocks().listen(_ -> look());
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
                    funds = chain.broker().funds(signer.address());
                } catch (ChainUnavailable silent) {
                    LOG.warn("Our own funds cannot be read: {}", silent.getMessage());
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    @Override
    public void close() {
        blocks.close();
    }
}
