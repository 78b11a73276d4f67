package io.headrace.inference.call;

import io.headrace.pipeline.PipelineName;
import java.util.Optional;

/**
 * A request to a runner, without its body: {@code POST /PIPELINE} (pipelines reference section 2.1).
 *
 * @param contentType of the body, with its boundary where it has one: {@code application/json}, {@code multipart/form-data}
 * @param name by which the runner can be asked how far it is; empty where nobody will. Runners of others pass over it
 */
public record CallRequest(PipelineName pipeline, String contentType, CallLimits limits, Optional<String> name) {

    /** One of which nobody asks how far it is. */
    public CallRequest(PipelineName pipeline, String contentType, CallLimits limits) {
        this(pipeline, contentType, limits, Optional.empty());
    }
}
