package io.headrace.node.desk;

import io.headrace.admin.money.MoneyParts;
import io.headrace.admin.money.PriceTag;
import io.headrace.chain.Chain;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.node.data.DataDirectory;
import java.time.InstantSource;
import java.util.Optional;

/** Where a role's money is guarded and its operator is served. Any thread. */
public final class MoneyDesk {

    private final Guards guards;

    private MoneyDesk(Guards guards) {
        this.guards = guards;
    }

    /** @param data where the switch is kept */
    public static MoneyDesk open(SpendCaps caps, DataDirectory data, InstantSource clock) {
        return new MoneyDesk(new Guards(caps, new KeptLines(data.root().resolve("spending")), clock));
    }

    /** The same chain, asking before it spends. */
    public Chain guarding(Chain chain) {
        return new GuardedChain(chain, guards);
    }

    /** The same account, asking before tickets leave. */
    public PayerAccount guarding(PayerAccount account) {
        return new GuardedPayer(account, guards);
    }

    /** @param chain one that this desk guards */
    public MoneyParts ofGateway(Chain chain) {
        return new MoneyParts(chain, guards, Optional.empty());
    }

    /** @param chain one that this desk guards */
    public MoneyParts ofOrchestrator(Chain chain, PriceTag price) {
        return new MoneyParts(chain, guards, Optional.of(price));
    }
}
