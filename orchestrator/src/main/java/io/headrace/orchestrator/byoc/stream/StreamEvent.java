package io.headrace.orchestrator.byoc.stream;

/** What happened to a stream. */
sealed interface StreamEvent {

    /** The application has begun. */
    record AppStarted() implements StreamEvent {}

    /** @param reason as the gateway is answered */
    record AppRefused(String reason) implements StreamEvent {}

    record Looked(Signs signs) implements StreamEvent {}

    /** @param covered whether the time that was used and the next interval are paid */
    record Charged(boolean covered) implements StreamEvent {}

    /** @param words for the application, passed on as they are */
    record StopAsked(String words) implements StreamEvent {}

    /** It did not wait for the answer to its start. */
    record GatewayLeft() implements StreamEvent {}

    /** The application answered, or did not in time. */
    record AppStopped() implements StreamEvent {}

    record NodeStopping() implements StreamEvent {}
}
