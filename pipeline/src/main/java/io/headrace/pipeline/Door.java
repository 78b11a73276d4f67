package io.headrace.pipeline;

/** How an offering came into the registry. Behind it, they are alike. */
public sealed interface Door {

    /** By what the node was configured with: a model of a built-in pipeline, in this process's children or a worker's. */
    record BuiltIn() implements Door {}

    /**
     * By a container that registered itself (pipelines section 5.1).
     *
     * @param url where its application answers
     * @param metering how a call of it is counted
     */
    record Container(String url, Metering metering) implements Door {}

    /**
     * By the heartbeats of a live runner (real-time reference section 9).
     *
     * @param runnerId {@code runner_qjhg77gp}
     * @param url where its application answers
     */
    record LiveRunner(String runnerId, String url) implements Door {}
}
