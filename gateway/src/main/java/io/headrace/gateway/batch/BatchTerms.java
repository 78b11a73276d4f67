package io.headrace.gateway.batch;

import io.headrace.payments.Price;
import java.time.Duration;
import java.util.Optional;

/**
 * What a client grants to its request.
 *
 * @param capacity how long to wait for somebody who has room; zero for asking once. At most {@link #LONGEST_WAIT}
 * @param finish from the first byte sent to the last one received; empty for what the pipeline usually gets
 * @param maxPrice the most that is paid per unit of the pipeline; empty for the gateway's own ceiling
 */
public record BatchTerms(Duration capacity, Optional<Duration> finish, Optional<Price> maxPrice) {

    public static final Duration LONGEST_WAIT = Duration.ofHours(1);

    public static final BatchTerms USUAL = new BatchTerms(Duration.ofSeconds(30), Optional.empty(), Optional.empty());

    public BatchTerms {
        if (capacity.isNegative() || capacity.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    "A request waits for room for 0 s to " + LONGEST_WAIT.toSeconds() + " s, not for " + capacity);
        }
        if (finish.filter(time -> !time.isPositive() || time.compareTo(LONGEST_WAIT) > 0)
                .isPresent()) {
            throw new IllegalArgumentException("A request is to be answered within at most " + LONGEST_WAIT.toSeconds()
                    + " s, not within " + finish.get());
        }
    }
}
