package io.headrace.gateway.openai;

import io.headrace.pipeline.Pipeline;

/** That at least one orchestrator offers this model of the pipeline. */
public record ModelOffer(Pipeline pipeline, String model) {}
