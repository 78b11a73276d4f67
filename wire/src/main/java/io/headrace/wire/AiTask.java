package io.headrace.wire;

/**
 * What an orchestrator gives a registered AI worker to do.
 *
 * @param taskId the result names it
 * @param pipeline {@code text-to-image}, …
 * @param inputUrl where the file is that belongs to the request; empty when there is none
 * @param request the client's: a JSON object, in which the file itself is {@code null}
 */
public record AiTask(long taskId, String pipeline, String inputUrl, String request) implements AiNotice {}
