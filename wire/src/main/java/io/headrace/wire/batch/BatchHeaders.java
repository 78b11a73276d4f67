package io.headrace.wire.batch;

/** Headers of requests to models and of their answers that only nodes of ours know. Others pass over them. */
public final class BatchHeaders {

    /** In a request: a name of the gateway's choice, which the orchestrator's journal then has. Our gateways send none. */
    public static final String JOB = "Headrace-Job";

    /** In an answer: what kind of engine gave it, {@code real}, {@code classic}, {@code demo} or {@code test}. */
    public static final String MODEL_KIND = "X-Model-Kind";

    private BatchHeaders() {}
}
