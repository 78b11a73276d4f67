package io.headrace.admission.batch;

import io.headrace.media.FrameRate;
import java.time.Duration;
import java.util.Optional;

/**
 * A request to a runner, without its body.
 *
 * @param contentType of the body, with its boundary where it has one
 * @param whole from the moment it is sent to the last byte of its answer; waiting for a runner to start comes before
 * @param requestBytes of the body, at most
 * @param answerBytes of the answer, at most
 * @param film at which rate pictures that the runner answers as those of a clip become one; empty leaves them pictures
 * @param name by which the runner can be asked how far it is; empty where nobody will
 */
public record BatchCall(
        String contentType,
        Duration whole,
        long requestBytes,
        long answerBytes,
        Optional<FrameRate> film,
        Optional<String> name) {

    public BatchCall {
        if (!whole.isPositive() || requestBytes < 0 || answerBytes < 0) {
            throw new IllegalArgumentException("A request takes some time and bytes: " + whole + ", " + requestBytes
                    + " bytes there and " + answerBytes + " back");
        }
    }

    /** One whose answer stays what the runner made. */
    public BatchCall(String contentType, Duration whole, long requestBytes, long answerBytes) {
        this(contentType, whole, requestBytes, answerBytes, Optional.empty(), Optional.empty());
    }
}
