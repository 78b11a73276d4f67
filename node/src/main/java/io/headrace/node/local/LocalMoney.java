package io.headrace.node.local;

import io.headrace.chain.Tokens;
import io.headrace.crypto.SecretSource;
import io.headrace.crypto.Signatures;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LocalLedger;
import io.headrace.node.data.DataDirectory;
import io.headrace.payments.Wei;
import java.util.ArrayList;
import java.util.List;

/** The local network's economy: who owns what, and what a ticket is worth. */
final class LocalMoney {

    static final Wei ONE_ETH = Wei.parse("1000000000000000000");

    /** So that a minute of video is some hundred tickets, and a win is seen soon. */
    static final Wei TICKET_VALUE = Wei.of(2_000_000_000L);

    static final String GATEWAY = "gateway";

    /** Of each role. */
    static final Wei WEALTH = ONE_ETH.times(1_000);

    /** Of each orchestrator, on a chain where it bonds them itself. */
    static final Tokens TOKENS = Tokens.whole(2_000);

    private static final Tokens STAKE = Tokens.whole(1_000);
    private static final long SEED = 1;

    private LocalMoney() {}

    /** A ledger that knows the local network's accounts. */
    static LocalLedger ledger(DataDirectory data, SecretSource secrets) {
        return new LocalLedger(
                new LedgerRules(config(), Signatures::signedBy), new Genesis(allocations(data, secrets)));
    }

    static LedgerConfig config() {
        return LedgerConfig.local(SEED);
    }

    private static List<Genesis.Allocation> allocations(DataDirectory data, SecretSource secrets) {
        var allocations = new ArrayList<Genesis.Allocation>();
        allocations.add(Genesis.wealthy(data.of(GATEWAY).created().key(secrets).address(), WEALTH));
        for (var each : LocalOrchestrator.ALL) {
            var address = data.of(each.name()).created().key(secrets).address();
            allocations.add(Genesis.orchestrator(address, WEALTH, STAKE));
        }
        return allocations;
    }
}
