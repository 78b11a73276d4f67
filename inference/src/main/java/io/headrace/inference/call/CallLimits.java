package io.headrace.inference.call;

import java.time.Duration;

/**
 * How much a call may take.
 *
 * @param whole from the moment it is sent to the last byte of its answer; waiting for a runner to start comes before
 * @param requestBytes of the body that is sent
 * @param answerBytes of the body that is received
 */
public record CallLimits(Duration whole, long requestBytes, long answerBytes) {

    public CallLimits {
        if (!whole.isPositive() || requestBytes < 0 || answerBytes < 0) {
            throw new IllegalArgumentException("A call takes some time and bytes: " + whole + ", " + requestBytes
                    + " bytes there and " + answerBytes + " back");
        }
    }
}
