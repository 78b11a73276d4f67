package io.headrace.gateway.batch.api;

import io.headrace.pipeline.Pipeline;

/** Which model a client gets that names none. May block; any thread. */
@FunctionalInterface
public interface UnnamedModel {

    /** The one that existing gateways take, whether or not anybody offers it. */
    UnnamedModel USUAL = Pipeline::defaultModel;

    String of(Pipeline pipeline) throws InterruptedException;

    /** The usual one where it is on offer, or nothing else is; otherwise the first that is. */
    static UnnamedModel among(PipelinesApi pipelines) {
        return pipeline -> {
            var offered = pipelines.models().stream()
                    .filter(each -> each.pipeline().equals(pipeline.name().text()))
                    .map(PipelinesApi.Model::model)
                    .toList();
            return offered.isEmpty() || offered.contains(pipeline.defaultModel())
                    ? pipeline.defaultModel()
                    : offered.getFirst();
        };
    }
}
