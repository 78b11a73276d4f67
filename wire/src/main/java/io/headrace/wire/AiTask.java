package io.headrace.wire;

/**
 * What an orchestrator gives a registered AI worker to do.
 *
 * @param taskId the result names it
 * @param pipeline {@code text-to-image}, …
 * @param inputUrl where the file is that belongs to the request; empty when there is none
 * @param request the client's: a JSON object, in which the file itself is {@code null}
 * @param tellsProgress whether the orchestrator wants to hear how far it is, see {@link io.headrace.wire.delivery.AiResultHeaders#PROGRESS};
 *     workers of others do not know of it
 */
public record AiTask(long taskId, String pipeline, String inputUrl, String request, boolean tellsProgress)
        implements AiNotice {

    /** One of which nothing is told before its end. */
    public AiTask(long taskId, String pipeline, String inputUrl, String request) {
        this(taskId, pipeline, inputUrl, request, false);
    }
}
