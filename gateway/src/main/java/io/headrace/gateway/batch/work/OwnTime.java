package io.headrace.gateway.batch.work;

import io.headrace.machine.NanoTicker;
import java.time.Duration;
import java.util.Optional;

/**
 * What a gateway itself takes of one request: until its first byte goes to an orchestrator, and from the answer, or the first
 * piece of one that comes in pieces, until it is handed to the client. What others take between the two is not in it: neither
 * the exchange, nor the fetching of files, nor a second try. Any thread.
 */
final class OwnTime {

    private final NanoTicker ticker;

    /** Guarded by this. */
    private Optional<Long> sent = Optional.empty();

    /** Guarded by this: the latest. */
    private Optional<Long> heard = Optional.empty();

    OwnTime(NanoTicker ticker) {
        this.ticker = ticker;
    }

    /** The first byte is about to go to somebody; a second try changes nothing. */
    synchronized void sending() {
        if (sent.isEmpty()) {
            sent = Optional.of(ticker.nanos());
        }
    }

    /** So much came as had to be waited for; the last time counts. */
    synchronized void heard() {
        heard = Optional.of(ticker.nanos());
    }

    /**
     * The answer is about to be handed to the client.
     *
     * @param begunNanos when the request was here
     * @return empty when nothing was sent, or nothing was heard
     */
    synchronized Optional<Duration> told(long begunNanos) {
        return sent.isEmpty() || heard.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(sent.get() - begunNanos + ticker.nanos() - heard.get()));
    }
}
