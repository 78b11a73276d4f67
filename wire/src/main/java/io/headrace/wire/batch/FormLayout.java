package io.headrace.wire.batch;

import static io.headrace.wire.batch.FieldKind.DECIMAL;
import static io.headrace.wire.batch.FieldKind.FLAG;
import static io.headrace.wire.batch.FieldKind.OBJECTS;
import static io.headrace.wire.batch.FieldKind.TEXT;
import static io.headrace.wire.batch.FieldKind.WHOLE;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The fields that existing nodes know of each pipeline's request, in the order in which they write them into forms
 * (pipelines section 1.2). The API description beside it is the same table in another form.
 */
public final class FormLayout {

    static final String PROMPT = "prompt";
    public static final String MODEL_ID = "model_id";
    public static final String MODEL = "model";
    static final String HEIGHT = "height";
    static final String WIDTH = "width";
    static final String STEPS = "num_inference_steps";
    static final String IMAGES = "num_images_per_prompt";
    static final String FPS = "fps";
    static final String BETWEEN = "frames";
    static final String FACTOR = "factor";
    static final String OUTPUT = "output";
    static final String METADATA = "metadata";
    static final String TEXT_TO_SPEAK = "text";
    static final String MESSAGES = "messages";
    static final String MAX_TOKENS = "max_tokens";
    static final String STREAM = "stream";

    /**
     * How many bytes each picture has where several lie one behind the other in the file: {@code 1200,1188}. So a request
     * has one file wherever it goes.
     */
    public static final String PARTS = "image_bytes";

    /** The field of a form that a film may come in. */
    private static final String VIDEO = "video";

    private static final String SEED = "seed";
    private static final String SAFETY = "safety_check";
    private static final String LORAS = "loras";
    private static final String GUIDANCE = "guidance_scale";
    private static final String NEGATIVE = "negative_prompt";

    private static final Map<Pipeline, FormLayout> LAYOUTS = Map.of(
            BuiltInPipelines.TEXT_TO_IMAGE,
            document()
                    .with(TEXT, PROMPT, MODEL_ID, LORAS)
                    .with(WHOLE, HEIGHT, WIDTH)
                    .with(DECIMAL, GUIDANCE)
                    .with(TEXT, NEGATIVE)
                    .with(FLAG, SAFETY)
                    .with(WHOLE, SEED, IMAGES, STEPS),
            BuiltInPipelines.IMAGE_TO_IMAGE,
            form("image")
                    .with(TEXT, PROMPT, MODEL_ID, LORAS)
                    .with(DECIMAL, "strength", GUIDANCE, "image_guidance_scale")
                    .with(TEXT, NEGATIVE)
                    .with(FLAG, SAFETY)
                    .with(WHOLE, SEED, IMAGES, STEPS),
            BuiltInPipelines.IMAGE_TO_VIDEO,
            form("image")
                    .with(TEXT, MODEL_ID)
                    .with(WHOLE, HEIGHT, WIDTH, FPS, "motion_bucket_id")
                    .with(DECIMAL, "noise_aug_strength")
                    .with(WHOLE, SEED)
                    .with(FLAG, SAFETY)
                    .with(WHOLE, STEPS),
            BuiltInPipelines.UPSCALE,
            form("image").with(TEXT, PROMPT, MODEL_ID).with(FLAG, SAFETY).with(WHOLE, SEED, STEPS),
            BuiltInPipelines.AUDIO_TO_TEXT,
            form("audio").with(TEXT, MODEL_ID, "return_timestamps", METADATA),
            BuiltInPipelines.SEGMENT_ANYTHING_2,
            form("image")
                    .with(TEXT, MODEL_ID, "point_coords", "point_labels", "box", "mask_input")
                    .with(FLAG, "multimask_output", "return_logits", "normalize_coords"),
            BuiltInPipelines.IMAGE_TO_TEXT,
            form("image").with(TEXT, PROMPT, MODEL_ID),
            BuiltInPipelines.LLM,
            document()
                    .with(OBJECTS, MESSAGES)
                    .with(TEXT, MODEL)
                    .with(DECIMAL, "temperature")
                    .with(WHOLE, MAX_TOKENS)
                    .with(DECIMAL, "top_p")
                    .with(WHOLE, "top_k")
                    .with(FLAG, STREAM),
            BuiltInPipelines.TEXT_TO_SPEECH,
            document().with(TEXT, MODEL_ID, TEXT_TO_SPEAK, "description"),
            BuiltInPipelines.FRAME_INTERPOLATION,
            form("image").with(TEXT, MODEL_ID).with(WHOLE, BETWEEN, FACTOR, FPS).with(TEXT, OUTPUT, PARTS));

    private final String fileField;
    private final SequencedMap<String, FieldKind> kinds;

    private FormLayout(String fileField, SequencedMap<String, FieldKind> kinds) {
        this.fileField = fileField;
        this.kinds = kinds;
    }

    private static FormLayout document() {
        return form("");
    }

    private static FormLayout form(String fileField) {
        return new FormLayout(fileField, new LinkedHashMap<>());
    }

    private FormLayout with(FieldKind kind, String... names) {
        var more = new LinkedHashMap<>(kinds);
        for (var name : names) {
            more.put(name, kind);
        }
        return new FormLayout(fileField, more);
    }

    /** Empty when it is none of the batch pipelines. */
    static Optional<FormLayout> of(Pipeline pipeline) {
        return Optional.ofNullable(LAYOUTS.get(pipeline));
    }

    /** In which field of the form the file stands; empty when requests of the pipeline are documents. */
    public static Optional<String> fileField(Pipeline pipeline) {
        return of(pipeline).map(layout -> layout.fileField).filter(field -> !field.isEmpty());
    }

    /** Whether a file may stand in this field; films may stand in one of their own, where they are taken. */
    public static boolean isFileField(Pipeline pipeline, String field) {
        return fileField(pipeline).filter(field::equals).isPresent() || (takesFilms(pipeline) && field.equals(VIDEO));
    }

    /** Whether a film may be sent in place of a picture. */
    public static boolean takesFilms(Pipeline pipeline) {
        return pipeline.equals(BuiltInPipelines.UPSCALE) || takesSeveral(pipeline);
    }

    /** Whether several pictures may be sent, each in a part of its own. */
    public static boolean takesSeveral(Pipeline pipeline) {
        return pipeline.equals(BuiltInPipelines.FRAME_INTERPOLATION);
    }

    boolean isForm() {
        return !fileField.isEmpty();
    }

    String fileField() {
        return fileField;
    }

    List<String> names() {
        return List.copyOf(kinds.sequencedKeySet());
    }

    /** Of the fields that are known. */
    Stream<Map.Entry<String, FieldKind>> kinds() {
        return kinds.sequencedEntrySet().stream();
    }

    /** What is unknown here is text. */
    FieldKind kind(String name) {
        return kinds.getOrDefault(name, TEXT);
    }
}
