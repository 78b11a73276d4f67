package io.headrace.simulation.chain;

import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerRules;
import io.headrace.machine.SimulatedHost;
import io.headrace.simulation.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What everybody on a simulated chain shares: the host, fate, the log, the chain and its endpoints. */
final class ChainWorld {

    static final Duration BLOCK_TIME = Duration.ofSeconds(12);

    private static final int ENDPOINTS = 3;

    final ChainConfig config;
    final SimulatedHost host;
    final EventLog log = new EventLog();
    final Promises promises = new Promises();
    final SimulatedChain chain;
    final List<Endpoint> endpoints;
    private final SplittableRandom fate;
    private final Map<ChainFault, Integer> struck = new EnumMap<>(ChainFault.class);
    private boolean quiet;

    ChainWorld(ChainConfig config, LedgerRules rules, Genesis genesis) {
        this.config = config;
        this.host = new SimulatedHost(config.seed());
        this.fate = new SplittableRandom(~config.seed());
        for (var fault : ChainFault.values()) {
            struck.put(fault, 0);
        }
        this.chain = new SimulatedChain(this, rules, genesis);
        this.endpoints =
                Stream.generate(() -> new Endpoint(this)).limit(ENDPOINTS).toList();
    }

    Instant now() {
        return host.moment().now();
    }

    /** @param perMille how likely it is now; never, once it is quiet */
    boolean strikes(ChainFault fault, int perMille) {
        boolean strikes = !quiet && config.faults().contains(fault) && fate.nextInt(1_000) < perMille;
        if (strikes) {
            struck.merge(fault, 1, Integer::sum);
            log.add(now(), fault);
        }
        return strikes;
    }

    /** Nothing goes wrong from now on. */
    void calmDown() {
        quiet = true;
    }

    boolean quiet() {
        return quiet;
    }

    int draw(int bound) {
        return fate.nextInt(bound);
    }

    Duration between(int leastMs, int mostMs) {
        return Duration.ofMillis(leastMs + fate.nextInt(mostMs - leastMs));
    }

    Map<ChainFault, Integer> faults() {
        return struck;
    }
}
