package io.headrace.tricklehttp;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request for a segment that is not yet needed: opened when somebody first wants it, once, and not in advance after it was
 * given up. Any thread.
 *
 * <p>A request is work for both ends. Made while the first picture of the segment before it, the largest, is on its way, it
 * competes with that picture for the processor; made when that segment {@linkplain #GOES_ON goes on} or ends it is in time all the
 * same.
 */
final class Upcoming<R> {

    /** How many chunks of a segment have passed when the next segment is asked for: a tenth of a second of video. */
    static final int GOES_ON = 4;

    private final Supplier<R> opening;
    private @Nullable R opened;
    private boolean abandoned;

    Upcoming(Supplier<R> opening) {
        this.opening = opening;
    }

    /** Somebody needs it now. */
    synchronized R open() {
        if (opened == null) {
            opened = opening.get();
        }
        return opened;
    }

    /** Somebody will need it soon. */
    synchronized void prepare() {
        if (!abandoned) {
            var _ = open();
        }
    }

    /** @return what has to be closed */
    synchronized Optional<R> abandon() {
        abandoned = true;
        return Optional.ofNullable(opened);
    }
}
