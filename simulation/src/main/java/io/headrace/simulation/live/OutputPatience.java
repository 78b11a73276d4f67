package io.headrace.simulation.live;

import io.headrace.job.lifecycle.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** How long a gateway waits for the output of a session while it sends input, and what it concludes. */
final class OutputPatience {

    private static final Duration STALL = Duration.ofMillis(400);
    private static final Duration COLD = Duration.ofSeconds(10);
    private static final Duration WARM = Duration.ofSeconds(2);
    private static final Duration LAG = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final TreeMap<Long, Instant> sent = new TreeMap<>();
    private Duration first;
    private boolean came;
    private Optional<Instant> unanswered = Optional.empty();
    private Instant lastSent = Instant.EPOCH;
    private Duration leastLag = Duration.ofDays(1);
    private Duration lag = Duration.ZERO;

    OutputPatience(boolean warm) {
        first = warm ? WARM : COLD;
    }

    void sent(long number, Instant now) {
        if (unanswered.isEmpty() || Duration.between(lastSent, now).compareTo(PAUSE) > 0) {
            unanswered = Optional.of(now);
        }
        lastSent = now;
        sent.put(number, now);
    }

    /** It was told to pass over some pictures. */
    void resumed(Instant now) {
        first = WARM;
        came = false;
        unanswered = unanswered.map(_ -> now);
    }

    void output(long number, Instant now) {
        came = true;
        unanswered = Optional.empty();
        Optional.ofNullable(sent.get(number)).ifPresent(then -> {
            lag = Duration.between(then, now);
            leastLag = leastLag.compareTo(lag) < 0 ? leastLag : lag;
        });
        sent.headMap(number, true).clear();
    }

    /** Why the session is to be left; empty while there is nothing to complain of. */
    Optional<Reason> check(Instant now) {
        var patience = came ? STALL : first;
        boolean silent = unanswered
                .filter(since -> Duration.between(since, now).compareTo(patience) >= 0
                        && Duration.between(since, lastSent).multipliedBy(2).compareTo(patience) >= 0)
                .isPresent();
        if (silent) {
            return Optional.of(Reason.STALLED);
        }
        return lag.compareTo(leastLag.plus(LAG)) > 0 ? Optional.of(Reason.TOO_SLOW) : Optional.empty();
    }
}
