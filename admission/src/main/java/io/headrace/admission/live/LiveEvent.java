package io.headrace.admission.live;

/** What happened to a session. */
public sealed interface LiveEvent {

    record PaymentAccepted() implements LiveEvent {}

    record PaymentRefused(String reason) implements LiveEvent {}

    /** Whoever asked does not wait for the answer, or did not get it. */
    record Abandoned() implements LiveEvent {}

    /** It should be under way by now. */
    record Overdue() implements LiveEvent {}

    /** No channels could be made. */
    record ChannelsLacking(int limit) implements LiveEvent {}

    record RunnerTook() implements LiveEvent {}

    record RunnerEnded(LiveWorkshop.Ending ending) implements LiveEvent {}

    /** Somebody looked at the input. */
    record Metered(Flow flow) implements LiveEvent {}

    /**
     * What was due is not covered; nothing was taken.
     *
     * @param pixels that were due
     */
    record FoundUncovered(long pixels, String reason) implements LiveEvent {}

    /** The gateway closed the input channel. */
    record InputClosed() implements LiveEvent {}

    record StoppedByOperator() implements LiveEvent {}

    record PatienceEnded() implements LiveEvent {}

    /** The time for last words is over. */
    record ChannelsDue() implements LiveEvent {}
}
