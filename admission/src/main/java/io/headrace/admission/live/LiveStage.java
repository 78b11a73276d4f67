package io.headrace.admission.live;

import io.headrace.media.ManifestId;
import java.time.Duration;

/** The channels through which the media of sessions flows. Any thread; returns at once. */
public interface LiveStage {

    /**
     * Makes the channels of a session, and counts from now on what comes on its input.
     *
     * @param inputClosed is run once when the gateway has closed the input; any thread
     */
    Opening open(LiveRequest request, Runnable inputClosed);

    /** What came of it. */
    sealed interface Opening {
        /** @param order what the runner is asked */
        record Opened(LiveWorkshop.LiveOrder order) implements Opening {}

        /** @param limit how many channels there are; none was made */
        record Lacking(int limit) implements Opening {}
    }

    /** What came so far; nothing for a session that has no channels. */
    Flow flow(ManifestId session);

    /** Says why the session ends, where its gateway reads it before anything else. */
    void tellEnd(ManifestId session, LiveEnd end);

    /** @param patience how long the session may go on */
    void tellDrain(ManifestId session, Duration patience);

    /** Without effect when they are closed, or were never made. */
    void close(ManifestId session);
}
