package io.headrace.node.role;

import io.headrace.chain.Chain;
import io.headrace.chain.MaxFloat;
import io.headrace.crypto.EthAddress;
import io.headrace.machine.NanoTicker;
import io.headrace.orchestrator.billing.SenderView;
import io.headrace.payments.ChainTime;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Senders as the chain knows them. It is asked once a block for what concerns us, and once a block for each sender that
 * comes; a chain that is slow delays nobody ({@link LastWord}). Any thread.
 */
final class ChainSenders implements SenderView {

    private static final int MAX_REMEMBERED = 10_000;

    /** What the broker holds of a sender's, and what of its reserve we took. */
    private record Purse(SenderFunds funds, Wei claimed) {}

    /** What does not depend on the sender. */
    private record Circumstances(int poolSize, boolean active, Wei gasPrice) {}

    private final Chain chain;
    private final EthAddress recipient;
    private final Function<EthAddress, Wei> pending;
    private final NanoTicker ticker;
    private final LastWord.Limits limits;
    private final LastWord<Circumstances> circumstances;

    /** Guarded by itself; the longest unused goes first. */
    private final Map<EthAddress, LastWord<Purse>> purses = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EthAddress, LastWord<Purse>> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** @param pending the face values of a sender's winners that are being redeemed */
    ChainSenders(
            Chain chain,
            EthAddress recipient,
            Function<EthAddress, Wei> pending,
            NanoTicker ticker,
            LastWord.Limits limits) {
        this.chain = chain;
        this.recipient = recipient;
        this.pending = pending;
        this.ticker = ticker;
        this.limits = limits;
        this.circumstances = new LastWord<>(chain.blocks(), this::askCircumstances, ticker, limits);
    }

    @Override
    public Standing of(EthAddress sender) {
        var purse = purse(sender).get();
        var now = circumstances.get();
        var maxFloat = new MaxFloat(purse.funds(), purse.claimed(), now.poolSize(), pending.apply(sender)).value();
        return new Standing(purse.funds(), maxFloat, now.active(), now.gasPrice(), time());
    }

    private LastWord<Purse> purse(EthAddress sender) {
        synchronized (purses) {
            return purses.computeIfAbsent(
                    sender, _ -> new LastWord<>(chain.blocks(), () -> askPurse(sender), ticker, limits));
        }
    }

    private Purse askPurse(EthAddress sender) {
        return new Purse(chain.broker().funds(sender), chain.broker().claimedReserve(sender, recipient));
    }

    private Circumstances askCircumstances() {
        return new Circumstances(
                chain.bonding().poolSize(),
                chain.bonding().standing(recipient).active(),
                chain.wallet().gasPrice());
    }

    @Override
    public ChainTime time() {
        return chain.blocks().time();
    }
}
