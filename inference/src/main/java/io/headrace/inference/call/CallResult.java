package io.headrace.inference.call;

import io.headrace.transport.Headers;
import java.io.InputStream;

/** What became of a call. Sentences are for people; statuses and documents are the runner's own. */
public sealed interface CallResult {

    /**
     * It was done.
     *
     * @param status of the 200s
     * @param body as it arrives; reading it fails when the runner breaks off or a limit is passed. One thread
     */
    record Answered(int status, Headers headers, InputStream body) implements CallResult {}

    /** The request is at fault; 400, 413, 415 or 422 as a rule. Another runner would say the same. */
    record Refused(int status, RunnerWords words) implements CallResult {}

    /** The runner does not take our bearer (401). */
    record TokenRefused(RunnerWords words) implements CallResult {}

    /** The runner failed at it; of the 500s as a rule, and any other status that is no answer. Another may do better. */
    record Failed(int status, RunnerWords words) implements CallResult {}

    /** The body of the request is larger than it may be; the runner has seen a part of it. */
    record TooLarge(long limitBytes) implements CallResult {}

    /** The runner had the request, or did not take it, and did not answer in time. */
    record Hung(String sentence) implements CallResult {}

    /** The runner cannot be reached, broke off, died or said what is no HTTP. Another may do better. */
    record Gone(String sentence) implements CallResult {}

    /** The call was given up by us, or by whoever sends the body. */
    record Withdrawn(String sentence) implements CallResult {}
}
