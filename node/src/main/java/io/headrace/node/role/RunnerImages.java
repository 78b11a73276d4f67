package io.headrace.node.role;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.PipelineName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * In which image the runner of a pipeline comes (pipelines reference section 2.3).
 *
 * @param standard of pipelines without one of their own
 * @param own by pipeline
 */
public record RunnerImages(String standard, Map<String, String> own) {

    private static final String REPOSITORY = "livepeer/ai-runner";

    /** As the network's workers have them. */
    public static final RunnerImages DEFAULT = new RunnerImages(
            REPOSITORY + ":latest",
            List.of(
                            BuiltInPipelines.AUDIO_TO_TEXT,
                            BuiltInPipelines.LLM,
                            BuiltInPipelines.SEGMENT_ANYTHING_2,
                            BuiltInPipelines.TEXT_TO_SPEECH)
                    .stream()
                    .map(Pipeline::name)
                    .collect(Collectors.toMap(PipelineName::text, name -> REPOSITORY + ":" + name)));

    public RunnerImages {
        own = Map.copyOf(own);
    }

    String of(PipelineName pipeline) {
        return own.getOrDefault(pipeline.text(), standard);
    }

    /**
     * The defaults with some of them replaced.
     *
     * @param json {@code {"default":"IMAGE","batch":{"PIPELINE":"IMAGE"}}}, each part of which may be missing; other parts are
     *     passed over
     * @throws IllegalArgumentException when it is something else
     */
    public static RunnerImages overriding(String json) {
        try {
            var said = JsonMapper.shared().readTree(json);
            var images = new TreeMap<>(DEFAULT.own);
            said.path("batch").properties().forEach(image -> images.put(image.getKey(), text(image.getValue())));
            if (!said.isObject()) {
                throw new IllegalArgumentException("Images of runners are one JSON object, not " + json);
            }
            return new RunnerImages(said.has("default") ? text(said.path("default")) : DEFAULT.standard, images);
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException(
                    "Images of runners are no JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static String text(JsonNode image) {
        if (!image.isString() || image.asString().isBlank()) {
            throw new IllegalArgumentException("The image of a runner is a text that names one, not " + image);
        }
        return image.asString();
    }

    /** From which {@link #overriding} makes the same. */
    String text() {
        var document = JsonMapper.shared().createObjectNode().put("default", standard);
        var batch = document.putObject("batch");
        own.forEach(batch::put);
        return document.toString();
    }
}
