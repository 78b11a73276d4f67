package io.headrace.simulation.live;

import java.time.Duration;
import java.util.Optional;

/**
 * One simulated network of live sessions.
 *
 * @param seed from which everything follows
 * @param streams 1 to 1,000; they begin one after the other
 * @param length of the longest stream; the shortest is half as long
 * @param calamity between two blows of fate
 */
public record LiveConfig(long seed, int streams, Duration length, Duration calamity, Optional<LiveBug> bug) {

    public LiveConfig {
        if (streams < 1 || streams > 1_000) {
            throw new IllegalArgumentException("1 to 1,000 streams, not " + streams);
        }
        if (length.compareTo(Duration.ofSeconds(2)) < 0 || !calamity.isPositive()) {
            throw new IllegalArgumentException("Streams of %s, a calamity every %s".formatted(length, calamity));
        }
    }

    /** Nine streams of up to two minutes in a hard world. */
    public static LiveConfig of(long seed) {
        return new LiveConfig(seed, 9, Duration.ofSeconds(120), Duration.ofSeconds(4), Optional.empty());
    }

    public LiveConfig withStreams(int other) {
        return new LiveConfig(seed, other, length, calamity, bug);
    }

    public LiveConfig with(LiveBug planted) {
        return new LiveConfig(seed, streams, length, calamity, Optional.of(planted));
    }

    boolean has(LiveBug planted) {
        return bug.filter(planted::equals).isPresent();
    }
}
