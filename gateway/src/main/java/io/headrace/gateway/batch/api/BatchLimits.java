package io.headrace.gateway.batch.api;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.PipelineName;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.error.BatchFailure;
import java.util.Map;
import java.util.Optional;

/**
 * What clients may ask for.
 *
 * @param ofModels by pipeline and model, where the operator has said something else
 */
public record BatchLimits(ModelLimits usual, Map<Model, ModelLimits> ofModels) {

    /** A model of a pipeline. */
    public record Model(PipelineName pipeline, String name) {}

    public static final BatchLimits USUAL = new BatchLimits(ModelLimits.USUAL, Map.of());

    private static final int SMALL_DOCUMENT = 256 * 1024;
    private static final int CHAT_DOCUMENT = 8 * 1024 * 1024;

    public BatchLimits {
        ofModels = Map.copyOf(ofModels);
    }

    /** What of the request is too much for its model. Any thread. */
    public Optional<BatchFailure> excess(BatchRequest request) {
        return of(request.pipeline(), request.model()).excess(request);
    }

    private ModelLimits of(Pipeline pipeline, String model) {
        return ofModels.getOrDefault(new Model(pipeline.name(), model), usual);
    }

    /** The largest file that any model of the pipeline takes: which one is asked stands behind it, perhaps. */
    long fileBytes(Pipeline pipeline) {
        return ofModels.entrySet().stream()
                .filter(each -> each.getKey().pipeline().equals(pipeline.name()))
                .mapToLong(each -> each.getValue().fileBytes())
                .reduce(usual.fileBytes(), Math::max);
    }

    /** Of a JSON document; a chat may have pictures in it. */
    int documentBytes(Pipeline pipeline) {
        return pipeline.equals(BuiltInPipelines.LLM) ? CHAT_DOCUMENT : SMALL_DOCUMENT;
    }
}
