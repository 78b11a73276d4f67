package io.headrace.node.role;

import io.headrace.machine.NanoTicker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** When things began that have not ended yet; the eldest is forgotten first. Any thread. */
final class RunningTimes<K> {

    private static final int MOST = 10_000;

    private final NanoTicker ticker;

    /** Guarded by this. */
    private final Map<K, Long> begun = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Long> eldest) {
            return size() > MOST;
        }
    };

    RunningTimes(NanoTicker ticker) {
        this.ticker = ticker;
    }

    /** What began before under the same key is forgotten. */
    synchronized void begin(K key) {
        begun.put(key, ticker.nanos());
    }

    /** Empty when it is not known to have begun. */
    synchronized Optional<Duration> end(K key) {
        return Optional.ofNullable(begun.remove(key)).map(then -> Duration.ofNanos(ticker.nanos() - then));
    }
}
