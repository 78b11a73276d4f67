package io.headrace.node.role;

import io.headrace.chain.Chain;
import io.headrace.chain.MaxFloat;
import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.billing.SenderView;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Wei;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Senders as the chain knows them, remembered for the length of one block. Any thread. */
final class ChainSenders implements SenderView {

    private static final int MAX_REMEMBERED = 10_000;

    private final Chain chain;
    private final EthAddress recipient;
    private final Function<EthAddress, Wei> pending;

    /** Guarded by itself; the longest unused goes first. */
    private final Map<EthAddress, Standing> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EthAddress, Standing> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** @param pending the face values of a sender's winners that are being redeemed */
    ChainSenders(Chain chain, EthAddress recipient, Function<EthAddress, Wei> pending) {
        this.chain = chain;
        this.recipient = recipient;
        this.pending = pending;
    }

    @Override
    public Standing of(EthAddress sender) {
        var now = time();
        synchronized (remembered) {
            var known = remembered.get(sender);
            if (known != null && known.time().equals(now)) {
                return known;
            }
        }
        var asked = ask(sender, now);
        synchronized (remembered) {
            remembered.put(sender, asked);
        }
        return asked;
    }

    private Standing ask(EthAddress sender, ChainTime now) {
        var funds = chain.broker().funds(sender);
        var maxFloat = new MaxFloat(
                        funds,
                        chain.broker().claimedReserve(sender, recipient),
                        chain.bonding().poolSize(),
                        pending.apply(sender))
                .value();
        boolean active = chain.bonding().standing(recipient).active();
        return new Standing(funds, maxFloat, active, chain.wallet().gasPrice(), now);
    }

    @Override
    public ChainTime time() {
        return chain.blocks().time();
    }
}
