package io.headrace.wire.batch;

/** Headers of requests to models and of their answers that only nodes of ours know. Others pass over them. */
public final class BatchHeaders {

    /** In a request: the gateway's name for its job, by which the journals of both sides are joined. */
    public static final String JOB = "Headrace-Job";

    /** In an answer: what kind of engine gave it, {@code real}, {@code classic}, {@code demo} or {@code test}. */
    public static final String MODEL_KIND = "X-Model-Kind";

    /**
     * In a request: a name of the sender's choice, known to nobody else, under which it can ask how far the request is, see
     * {@link io.headrace.wire.batch.reply.ProgressDocument}.
     */
    public static final String PROGRESS = "Headrace-Progress";

    private BatchHeaders() {}
}
