package io.headrace.gateway.live;

import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.media.Ladder;
import io.headrace.payments.Price;
import java.time.Duration;
import java.util.Optional;

/**
 * What streams get when nobody says otherwise.
 *
 * @param maxStreams under way at once
 * @param grace for a publisher to come back
 * @param retention how long a stream that is over can still be played, when nothing of it is kept
 */
public record LiveConfig(
        Ladder ladder,
        Optional<Price> maxPrice,
        Keeping keeping,
        SourceRendition sourceRendition,
        int maxStreams,
        Duration grace,
        Duration retention) {

    public static final int USUAL_MAX_STREAMS = 100;
    public static final Duration USUAL_GRACE = Duration.ofSeconds(15);
    public static final Duration USUAL_RETENTION = Duration.ofMinutes(2);

    public LiveConfig {
        if (maxStreams < 1 || !grace.isPositive() || !retention.isPositive()) {
            throw new IllegalArgumentException(
                    maxStreams + " streams, a grace of " + grace + ", a retention of " + retention);
        }
    }

    public static LiveConfig of(Ladder ladder) {
        return new LiveConfig(
                ladder,
                Optional.empty(),
                Keeping.WINDOW,
                SourceRendition.LEFT_OUT,
                USUAL_MAX_STREAMS,
                USUAL_GRACE,
                USUAL_RETENTION);
    }

    /** The order of a stream of which only the name is known. */
    public StreamOrder order(String name) {
        return new StreamOrder(name, ladder, maxPrice, keeping, sourceRendition);
    }
}
