package io.headrace.cli.run.request;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the request of a pipeline from what a person gave (pipelines section 1.2). What cannot be meant is refused
 * here, before anything is sent; what only a model can judge is left to it.
 */
public final class PipelineRequest {

    private static final String PROMPT = "prompt";

    private PipelineRequest() {}

    /** Whether the answer can come word by word. */
    public static boolean canStream(String pipeline) {
        return pipeline.equals(Shape.LLM);
    }

    /**
     * @param stream whether the answer shall come in pieces
     * @param boundary for a form: what occurs in no file
     * @throws CommandFailed when something is missing, unreadable, or has no meaning to the pipeline
     */
    public static Body of(String pipeline, Inputs inputs, boolean stream, String boundary) {
        var encoding = Shape.of(pipeline)
                .map(shape -> checked(pipeline, shape, inputs))
                .orElse(inputs.files().isEmpty() ? Shape.Encoding.DOCUMENT : Shape.Encoding.FORM);
        var fields = fields(pipeline, inputs);
        return switch (encoding) {
            case DOCUMENT -> DocumentBody.of(pipeline, fields, stream);
            case FORM -> {
                var form = new FormBody(boundary);
                inputs.files().forEach(file -> form.file(file.getKey(), file.getValue()));
                form.fields(fields);
                yield form.whole();
            }
        };
    }

    private static Shape.Encoding checked(String pipeline, Shape shape, Inputs inputs) {
        var given = inputs.given();
        for (var input : given) {
            if (!shape.takes().contains(input)) {
                throw wrong(input.option() + " has no meaning to " + pipeline + ", which takes "
                        + options(shape.takes()) + " and --param");
            }
        }
        for (var input : shape.needs()) {
            if (!given.contains(input) && !isFilm(input, shape, given) && !isParameter(input, pipeline, inputs)) {
                throw wrong(pipeline + " needs " + input.option()
                        + (isFilm(input, shape, EnumSet.of(Input.VIDEO)) ? " or --video" : ""));
            }
        }
        if (given.contains(Input.VIDEO)) {
            checkFilm(pipeline, inputs.images().size());
        } else {
            checkPictures(pipeline, inputs.images().size());
        }
        return shape.encoding();
    }

    /** Whether a film stands in for the picture. */
    private static boolean isFilm(Input input, Shape shape, Set<Input> given) {
        return input == Input.IMAGE
                && given.contains(Input.VIDEO)
                && shape.takes().contains(Input.VIDEO);
    }

    private static void checkFilm(String pipeline, int pictures) {
        if (pictures > 0) {
            throw wrong(pipeline + " takes --image or --video, not both");
        }
    }

    /** A chat that is written out takes the prompt's place. */
    private static boolean isParameter(Input input, String pipeline, Inputs inputs) {
        return input == Input.PROMPT
                && pipeline.equals(Shape.LLM)
                && inputs.parameters().containsKey(DocumentBody.MESSAGES);
    }

    private static void checkPictures(String pipeline, int pictures) {
        boolean wantsSeveral = pipeline.equals(Shape.INTERPOLATION);
        if (wantsSeveral && pictures < 2) {
            throw wrong(pipeline + " needs two pictures or more: --image FILE --image2 FILE, or a film: --video FILE");
        }
        if (!wantsSeveral && pictures > 1) {
            throw wrong(pipeline + " takes one --image, not " + pictures);
        }
    }

    private static SequencedMap<String, String> fields(String pipeline, Inputs inputs) {
        var fields = new LinkedHashMap<String, String>();
        var texts = inputs.texts();
        texts.prompt().ifPresent(prompt -> fields.put(PROMPT, prompt));
        texts.text().ifPresent(text -> fields.put("text", text));
        inputs.model().ifPresent(model -> fields.put(pipeline.equals(Shape.LLM) ? "model" : "model_id", model));
        if (pipeline.equals(Shape.UPSCALE)) {
            // Existing runners want the field and do without its text.
            fields.putIfAbsent(PROMPT, "");
        }
        if (pipeline.equals(Shape.SEGMENT)) {
            // A picture's logits are tens of megabytes that nobody looks at.
            fields.put("return_logits", "false");
        }
        fields.putAll(places(texts));
        fields.putAll(inputs.parameters());
        return fields;
    }

    private static Map<String, String> places(Inputs.Texts texts) {
        var places = new LinkedHashMap<String, String>();
        var points = texts.points().map(Numbers::points).orElse(List.of());
        if (points.isEmpty() && texts.labels().isPresent()) {
            throw wrong("--labels are of --points, and there are none");
        }
        if (!points.isEmpty()) {
            places.put("point_coords", Numbers.array(points));
            places.put(
                    "point_labels",
                    texts.labels()
                            .map(labels -> Numbers.labels(labels, points.size()))
                            .orElse(Numbers.array(Collections.nCopies(points.size(), "1"))));
        }
        texts.box().ifPresent(box -> places.put("box", Numbers.box(box)));
        return places;
    }

    private static String options(Set<Input> inputs) {
        return inputs.stream().map(Input::option).collect(Collectors.joining(", "));
    }

    private static CommandFailed wrong(String sentence) {
        return new CommandFailed(ExitCode.WRONG_USE, sentence);
    }
}
