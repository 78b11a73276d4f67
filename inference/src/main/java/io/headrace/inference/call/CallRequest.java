package io.headrace.inference.call;

import io.headrace.pipeline.PipelineName;

/**
 * A request to a runner, without its body: {@code POST /PIPELINE} (pipelines reference section 2.1).
 *
 * @param contentType of the body, with its boundary where it has one: {@code application/json}, {@code multipart/form-data}
 */
public record CallRequest(PipelineName pipeline, String contentType, CallLimits limits) {}
