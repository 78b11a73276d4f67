package io.headrace.admission.live;

import java.time.Instant;
import java.util.Optional;

/** Where a live session stands. As long as it is one of these it holds its place (guarantee 3). */
public sealed interface LiveSession {

    LiveRequest request();

    /** When it got its place. */
    Instant since();

    /** Its payment is being looked at. */
    record Reserved(LiveRequest request, Instant since) implements LiveSession {}

    /** It is paid for; its channels are made and a runner is asked. */
    record Starting(LiveRequest request, Instant since) implements LiveSession {}

    /**
     * A runner works on it.
     *
     * @param debt what its account did not cover at the latest looks
     */
    record Serving(LiveRequest request, Instant since, FlowMeter meter, Optional<Debt> debt) implements LiveSession {}

    /**
     * What came and is not paid for yet.
     *
     * @param since when the account first did not cover what was due
     * @param pixels that were due at the latest look; 0 while it is asked whether they are covered now
     */
    record Debt(Instant since, long pixels) {}

    /**
     * The runner has been told to stop, or stopped; the channels are open for a last word.
     *
     * @param flow what it had been charged by
     */
    record Ending(
            LiveRequest request, Instant since, LiveEnd end, Flow flow, boolean runnerGone, boolean channelsClosed)
            implements LiveSession {

        boolean isOver() {
            return runnerGone && channelsClosed;
        }
    }

    /** What has come in so far, as far as it was looked at. */
    default Flow flow() {
        return switch (this) {
            case Reserved _, Starting _ -> Flow.NONE;
            case Serving serving -> serving.meter().seen();
            case Ending ending -> ending.flow();
        };
    }
}
