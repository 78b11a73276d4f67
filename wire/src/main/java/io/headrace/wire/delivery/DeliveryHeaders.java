package io.headrace.wire.delivery;

/** The names and fixed values in the head of a delivery. */
public final class DeliveryHeaders {

    public static final String PATH = "/transcodeResults";

    public static final String AUTHORIZATION = "Authorization";

    /** What stands in {@link #AUTHORIZATION}. */
    public static final String PROTOCOL = "Livepeer-Transcoder-1.0";

    /** The secret that worker and orchestrator share. */
    public static final String CREDENTIALS = "Credentials";

    public static final String TASK_ID = "TaskId";

    /** Of the whole delivery: decoded pixels. Of a part: encoded pixels, and a part without them is no rendition. */
    public static final String PIXELS = "Pixels";

    /** Our own, as is {@link #WORKER_PID}; the network's workers do not say who they are. */
    public static final String WORKER_NAME = "Headrace-Worker-Name";

    /** The operating system's number of the process that held the media. */
    public static final String WORKER_PID = "Headrace-Worker-Pid";

    static final String CONTENT_TYPE = "Content-Type";
    static final String CONTENT_LENGTH = "Content-Length";
    static final String MULTIPART = "multipart/mixed";
    static final String FAILURE = "livepeer/transcoding-error";

    private DeliveryHeaders() {}
}
