package io.headrace.payments.currency;

import java.io.IOException;

/** Where the rate of one currency is learned: a contract, a web service, or the operator's word. Any thread. */
@FunctionalInterface
public interface ExchangeRate {

    /**
     * Asks. Blocks its (virtual) thread, and no longer than a few seconds.
     *
     * @throws IOException when there is no answer, or one that makes no sense; the message says what was asked
     */
    Rate ask() throws IOException, InterruptedException;

    /** One that never moves. */
    static ExchangeRate fixed(Rate rate) {
        return () -> rate;
    }
}
