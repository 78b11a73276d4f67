package io.headrace.gateway.byoc;

import java.time.Duration;

/**
 * How containers are looked for and asked.
 *
 * @param wholeSearch for tokens of all orchestrators together
 * @param eachSearch for one token
 * @param room how long a job waits for somebody who has room; zero for asking everybody once
 * @param requestBytes of a client's body; held in memory while the job lasts
 * @param answerBytes of an answer that is not a stream of events; held in memory
 */
public record ByocConfig(Duration wholeSearch, Duration eachSearch, Duration room, int requestBytes, int answerBytes) {

    /** The times of existing gateways (pipelines section 5.2). */
    public static final ByocConfig DEFAULT =
            new ByocConfig(Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ZERO, 64 << 20, 64 << 20);

    public ByocConfig {
        if (!wholeSearch.isPositive()
                || !eachSearch.isPositive()
                || room.isNegative()
                || requestBytes < 1
                || answerBytes < 1) {
            throw new IllegalArgumentException("A search of %s and %s each, %s for room, %d bytes in and %d out"
                    .formatted(wholeSearch, eachSearch, room, requestBytes, answerBytes));
        }
    }
}
