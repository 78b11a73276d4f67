package io.headrace.sdk.register;

/** What came of asking an orchestrator. */
sealed interface Outcome {
    record Accepted() implements Outcome {}

    /** It will say the same next time: the secret is wrong, or the offer. */
    record Refused(int status, String words) implements Outcome {}

    /** It may answer otherwise later. */
    record Unavailable(String reason) implements Outcome {}
}
