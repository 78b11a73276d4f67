package io.headrace.wire.batch.result;

/** The names and fixed values in the head of a result. */
public final class ResultHeaders {

    public static final String PATH = "/aiResults";

    public static final String AUTHORIZATION = "Authorization";

    /** What stands in {@link #AUTHORIZATION}, and in requests of gateways too: it asks for files by address. */
    public static final String PROTOCOL = "Livepeer-AI-Worker-1.0";

    /** The secret that worker and orchestrator share. */
    public static final String CREDENTIALS = "Credentials";

    public static final String TASK_ID = "TaskId";

    public static final String PIPELINE = "Pipeline";

    static final String CONTENT_TYPE = "Content-Type";
    static final String CONTENT_LENGTH = "Content-Length";
    static final String CONTENT_DISPOSITION = "Content-Disposition";
    static final String MULTIPART = "multipart/mixed";
    static final String EVENTS = "text/event-stream";
    static final String FAILURE = "livepeer/ai-worker-error";
    static final String JSON = "application/json";

    private ResultHeaders() {}
}
