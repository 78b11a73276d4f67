package io.headrace.node.chain;

import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.ledger.LocalLedger;
import java.time.Duration;
import java.util.Optional;

/** The ledger that this process keeps, with the clock that drives it. */
public final class InProcessLedger implements ChainAccess {

    private final LocalLedger ledger;
    private final LedgerClock clock;

    public InProcessLedger(LocalLedger ledger, Duration blockTime) {
        this.ledger = ledger;
        this.clock = new LedgerClock(ledger, blockTime);
    }

    public LocalLedger ledger() {
        return ledger;
    }

    @Override
    public Optional<Settlement> as(TransactionSigner key) {
        return Optional.of(new Settlement(key, ledger.as(key.address()), SettlementTerms.LEDGER));
    }

    @Override
    public void close() {
        clock.close();
    }
}
