package io.headrace.admission.batch;

import java.io.InputStream;

/** What became of a request. Sentences are for people. */
public sealed interface BatchAnswer {

    /**
     * It was done.
     *
     * @param contentType {@code application/json} with files as data addresses within, {@code multipart/mixed} with the
     *     files before the document, {@code text/event-stream}, or a file's own
     * @param modelKind what kind of engine answered, {@code real}, {@code classic}, {@code demo} or {@code test}; empty when
     *     the runner did not say
     * @param body as it arrives; reading it fails when the runner breaks off or a limit is passed. One thread
     */
    record Answered(String contentType, String modelKind, InputStream body) implements BatchAnswer {}

    /**
     * The request is at fault; another runner would say the same.
     *
     * @param status the runner's: 400, 413, 415 or 422 as a rule
     */
    record Refused(int status, String sentence) implements BatchAnswer {}

    /**
     * The runner failed at it, died, or broke off; another may do better.
     *
     * @param status the runner's; 0 when there was none
     */
    record Failed(int status, String sentence) implements BatchAnswer {}

    /** The runner did not answer in time. */
    record TooLate(String sentence) implements BatchAnswer {}

    /** The request was given up by whoever sent it. */
    record Withdrawn(String sentence) implements BatchAnswer {}
}
