package io.headrace.gateway.byoc.stream;

import java.time.Duration;

/**
 * When streams are paid, and how long is waited for whom.
 *
 * @param ahead for how long each payment is
 * @param payEvery between two payments
 * @param look between two looks at a stream
 * @param silence without a word or a picture of the application, after which its orchestrator is left
 * @param start until an orchestrator has answered that the application begins
 * @param call until it has answered anything else
 */
public record StreamTimes(
        Duration ahead, Duration payEvery, Duration look, Duration silence, Duration start, Duration call) {

    /** Those of existing gateways (pipelines section 5.6). */
    public static final StreamTimes DEFAULT = new StreamTimes(
            Duration.ofSeconds(70),
            Duration.ofSeconds(50),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(65),
            Duration.ofSeconds(15));

    public StreamTimes {
        if (ahead.compareTo(payEvery) < 0
                || !payEvery.isPositive()
                || !look.isPositive()
                || silence.compareTo(look) < 0
                || !start.isPositive()
                || !call.isPositive()) {
            throw new IllegalArgumentException("Paid every " + payEvery + " for " + ahead + ", looked at every " + look
                    + ", left after " + silence + " of silence; " + start + " for a start, " + call + " for a call");
        }
    }
}
