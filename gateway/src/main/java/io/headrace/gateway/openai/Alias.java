package io.headrace.gateway.openai;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.PipelineName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a name stands for that clients have built in: {@code gpt-4o-mini} for a model that somebody here offers.
 *
 * @param pipeline one of {@link #PIPELINES}
 * @param model as orchestrators name it; not empty
 */
public record Alias(Pipeline pipeline, String model) {

    /** Those that OpenAI has a route for. */
    public static final List<Pipeline> PIPELINES = List.of(
            BuiltInPipelines.LLM,
            BuiltInPipelines.TEXT_TO_IMAGE,
            BuiltInPipelines.IMAGE_TO_IMAGE,
            BuiltInPipelines.AUDIO_TO_TEXT,
            BuiltInPipelines.TEXT_TO_SPEECH);

    private static final int MAX_MODEL = 256;

    public Alias {
        if (!PIPELINES.contains(pipeline) || model.isEmpty() || model.length() > MAX_MODEL) {
            throw new IllegalArgumentException(
                    "An alias stands for a model of 1 to %d characters of one of the pipelines %s, not for \"%s\" of %s"
                            .formatted(MAX_MODEL, names(), model, pipeline.name()));
        }
    }

    /**
     * @param text {@code pipeline:model}, for instance {@code llm:meta-llama/Meta-Llama-3.1-8B-Instruct}
     * @throws IllegalArgumentException with a sentence for whoever wrote it
     */
    public static Alias parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "An alias stands for pipeline:model, for instance llm:meta-llama/llama-3.1-8B-Instruct, not for \""
                            + text + "\"");
        }
        var name = new PipelineName(text.substring(0, colon));
        var pipeline = BuiltInPipelines.find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "An alias stands for a model of one of the pipelines " + names() + ", not of " + name));
        return new Alias(pipeline, text.substring(colon + 1));
    }

    private static String names() {
        return PIPELINES.stream().map(pipeline -> pipeline.name().text()).collect(Collectors.joining(", "));
    }
}
