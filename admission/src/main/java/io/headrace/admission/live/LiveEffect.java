package io.headrace.admission.live;

import io.headrace.media.ManifestId;
import java.time.Duration;

/** What the desk wants done. */
public sealed interface LiveEffect {

    /** Tell the asker that its session has a place. */
    record Admit(LiveRequest request) implements LiveEffect {}

    /** Tell the asker that it has none. */
    record Refuse(LiveRequest request, LiveRefusal refusal) implements LiveEffect {}

    /** Tell {@link LiveEvent.Overdue} when the time is up. */
    record WaitAtMost(ManifestId session, Duration time) implements LiveEffect {}

    /** Make channels, then ask a runner; tell what came of it. */
    record Start(LiveRequest request) implements LiveEffect {}

    /** Tell the asker that a runner has it. */
    record AnswerStarted(ManifestId session) implements LiveEffect {}

    /** Tell the asker that it came to nothing. */
    record AnswerFailed(ManifestId session, LiveEnd end) implements LiveEffect {}

    /** Look at the input after that time, and tell {@link LiveEvent.Metered}. */
    record LookAfter(ManifestId session, Duration time) implements LiveEffect {}

    /** Take what is due from the account; tell {@link LiveEvent.FoundUncovered} if it is not there. */
    record Charge(LiveRequest request, long pixels) implements LiveEffect {}

    /** Nobody wants the runner's work any more. */
    record StopRunner(ManifestId session) implements LiveEffect {}

    /** Say why, where the gateway reads it first. */
    record TellEnd(ManifestId session, LiveEnd end) implements LiveEffect {}

    /** Say that the node is taken out of service. */
    record TellDrain(ManifestId session, Duration patience) implements LiveEffect {}

    /** Tell {@link LiveEvent.ChannelsDue}. */
    record CloseChannelsAfter(ManifestId session, Duration time) implements LiveEffect {}

    record CloseChannels(ManifestId session) implements LiveEffect {}

    /** Nothing is left of the session. */
    record Forget(LiveRequest request, LiveEnd end, Flow flow) implements LiveEffect {}

    /** Tell {@link LiveDeskEvent.DrainPatienceEnded}. */
    record EndPatienceAfter(Duration patience) implements LiveEffect {}

    record ReportDrained() implements LiveEffect {}
}
