package io.headrace.wire.delivery;

/** The names and fixed values in the head of an AI worker's result; what is not here is as in {@link DeliveryHeaders}. */
public final class AiResultHeaders {

    public static final String PATH = "/aiResults";

    /** What stands in {@link DeliveryHeaders#AUTHORIZATION}. */
    public static final String PROTOCOL = "Livepeer-AI-Worker-1.0";

    public static final String PIPELINE = "Pipeline";
    public static final String CONTENT_TYPE = "Content-Type";
    public static final String FAILURE = "livepeer/ai-worker-error";
    public static final String JSON = "application/json";
    public static final String PARTS = "multipart/mixed";
    public static final String EVENTS = "text/event-stream";

    /**
     * How far a task is, any number of times before its answer, to an orchestrator that wants to hear it: a
     * {@link io.headrace.wire.batch.reply.ProgressDocument}. Between nodes of ours.
     */
    public static final String PROGRESS = "application/vnd.headrace.progress+json";

    /** What kind of model made the answer. Between nodes of ours. */
    public static final String MODEL_KIND = "X-Model-Kind";

    /** The error of a worker whose places are all taken. */
    public static final String NO_PLACE = "no workers can process job requested";

    private AiResultHeaders() {}
}
