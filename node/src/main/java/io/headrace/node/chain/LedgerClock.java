package io.headrace.node.chain;

import io.headrace.ledger.LocalLedger;
import java.time.Duration;

/** Mines a block every block time, on a thread of its own. */
final class LedgerClock implements AutoCloseable {

    private final Thread thread;

    LedgerClock(LocalLedger ledger, Duration blockTime) {
        thread = Thread.ofVirtual().name("blocks").start(() -> {
            try {
                while (true) {
                    Thread.sleep(blockTime);
                    ledger.advance(1);
                }
            } catch (InterruptedException closed) {
                // The network ends.
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
