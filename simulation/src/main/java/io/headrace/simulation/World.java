package io.headrace.simulation;

import io.headrace.crypto.SecretSource;
import io.headrace.machine.SimulatedHost;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** What everybody in a simulation shares: the host, fate, the log and the watch over promises. */
final class World {

    private static final Duration SHORTEST_WAY = Duration.ofMillis(5);
    private static final Duration TOO_LONG = Duration.ofSeconds(12);

    final SimulationConfig config;
    final SimulatedHost host;
    final EventLog log = new EventLog();
    final Watch watch = new Watch();
    private final SplittableRandom fate;
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);

    World(SimulationConfig config) {
        this.config = config;
        this.host = new SimulatedHost(config.seed());
        this.fate = new SplittableRandom(~config.seed());
        for (var fault : Fault.values()) {
            struck.put(fault, 0);
        }
    }

    /** The value that must be there. */
    static <K, V> V known(Map<K, V> map, K key) {
        return Optional.ofNullable(map.get(key))
                .orElseThrow(() -> new IllegalStateException("Nothing known of " + key));
    }

    Instant now() {
        return host.moment().now();
    }

    /** @param perMille how likely it is now */
    boolean strikes(Fault fault, int perMille) {
        boolean strikes = fate.nextInt(1_000) < perMille;
        if (strikes) {
            strike(fault, "");
        }
        return strikes;
    }

    void strike(Fault fault, String whom) {
        struck.merge(fault, 1, Integer::sum);
        log.add(now(), fault, whom);
    }

    int draw(int bound) {
        return fate.nextInt(bound);
    }

    Duration between(int leastMs, int mostMs) {
        return Duration.ofMillis(leastMs + fate.nextInt(mostMs - leastMs));
    }

    Map<Fault, Integer> faults() {
        return struck;
    }

    /** Carries a request over the network, or loses it. */
    void request(Runnable arrival) {
        if (!strikes(Fault.REQUEST_LOST, 10)) {
            host.after(way(), arrival);
        }
    }

    /** Carries an answer, or loses it, or carries it twice. */
    void answer(Runnable arrival) {
        if (strikes(Fault.ANSWER_LOST, 10)) {
            return;
        }
        host.after(way(), arrival);
        if (strikes(Fault.ANSWER_DUPLICATED, 10)) {
            host.after(way().multipliedBy(20), arrival);
        }
    }

    private Duration way() {
        return strikes(Fault.DELAYED, 3) ? TOO_LONG : SHORTEST_WAY.plusMillis(fate.nextInt(15));
    }

    /** Secrets of a simulated node: not secret at all, but the same in each run. */
    SecretSource secrets() {
        var own = fate.split();
        return length -> {
            byte[] bytes = new byte[length];
            own.nextBytes(bytes);
            return bytes;
        };
    }
}
