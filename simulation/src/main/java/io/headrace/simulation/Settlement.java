package io.headrace.simulation;

import io.headrace.chain.Outcome;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LocalLedger;
import io.headrace.machine.Host;
import io.headrace.payments.Wei;
import java.util.ArrayList;
import java.util.List;

/** The chain's time, and winners on their way to it. */
public final class Settlement {

    private static final Wei WEALTH = Wei.of(1_000_000_000_000_000L);

    private final Host host;
    private final EventLog log;
    private final LocalLedger ledger;
    private final List<Earner> earners;
    private final Wei total;
    private Wei redeemed = Wei.ZERO;
    private int winners;
    private int reverted;

    /** Somebody whose winners are redeemed. */
    public record Earner(String name, EthAddress address, Vault vault) {}

    public Settlement(Host host, EventLog log, LocalLedger ledger, List<Earner> earners) {
        this.host = host;
        this.log = log;
        this.ledger = ledger;
        this.earners = List.copyOf(earners);
        this.total = ledger.state().total();
    }

    public static LocalLedger ledger(long seed, EthAddress payer, List<EthAddress> orchestrators) {
        var allocations = new ArrayList<Genesis.Allocation>();
        allocations.add(Genesis.wealthy(payer, WEALTH));
        orchestrators.forEach(address -> allocations.add(Genesis.orchestrator(address, Wei.ZERO, Tokens.whole(100))));
        return new LocalLedger(new LedgerRules(LedgerConfig.local(seed), CheapSigner.CHECK), new Genesis(allocations));
    }

    public void begin() {
        host.after(LedgerConfig.local(0).blockTime(), () -> {
            ledger.advance(1);
            redeem();
            begin();
        });
    }

    /** No wei appears or vanishes. */
    public void close() {
        redeem();
        if (!ledger.state().total().equals(total)) {
            throw new Violation(
                    "%s wei became %s".formatted(total, ledger.state().total()));
        }
    }

    public String summary() {
        return "%d winners redeemed for %s wei, %d came to nothing".formatted(winners, redeemed, reverted);
    }

    private void redeem() {
        long block = ledger.state().block();
        for (var earner : earners) {
            var broker = ledger.as(earner.address()).broker();
            for (var winner : earner.vault().takeRevealable(block)) {
                switch (broker.redeem(winner)) {
                    case Outcome.Mined<Wei>(var _, var paid) -> {
                        winners++;
                        redeemed = redeemed.plus(paid);
                        log.add(host.moment().now(), earner.name(), "redeemed", paid);
                    }
                    case Outcome.Reverted<Wei>(var reason) -> {
                        reverted++;
                        log.add(host.moment().now(), earner.name(), "reverted", reason);
                    }
                }
            }
        }
    }
}
