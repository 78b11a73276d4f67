package io.headrace.cli.run.request;

import static io.headrace.cli.run.request.Input.AUDIO;
import static io.headrace.cli.run.request.Input.BOX;
import static io.headrace.cli.run.request.Input.IMAGE;
import static io.headrace.cli.run.request.Input.LABELS;
import static io.headrace.cli.run.request.Input.POINTS;
import static io.headrace.cli.run.request.Input.PROMPT;
import static io.headrace.cli.run.request.Input.TEXT;
import static io.headrace.cli.run.request.Input.VIDEO;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a request of a pipeline looks (pipelines section 1.2). Pipelines that are not in the table take whatever is given.
 *
 * @param needs without which the request makes no sense; a film stands in for a picture where it is taken
 * @param takes what has a meaning to the pipeline
 */
record Shape(Encoding encoding, Set<Input> needs, Set<Input> takes) {

    /** How the request is written. */
    enum Encoding {
        DOCUMENT,
        FORM
    }

    static final String LLM = "llm";
    static final String UPSCALE = "upscale";
    static final String TEXT_TO_SPEECH = "text-to-speech";
    static final String SEGMENT = "segment-anything-2";
    static final String INTERPOLATION = "frame-interpolation";

    private static final Map<String, Shape> KNOWN = Map.of(
            "text-to-image",
            document(EnumSet.of(PROMPT)),
            "image-to-image",
            form(EnumSet.of(IMAGE, PROMPT), Set.of()),
            "image-to-video",
            form(EnumSet.of(IMAGE), Set.of()),
            UPSCALE,
            form(EnumSet.of(IMAGE), EnumSet.of(PROMPT, VIDEO)),
            "audio-to-text",
            form(EnumSet.of(AUDIO), Set.of()),
            SEGMENT,
            form(EnumSet.of(IMAGE), EnumSet.of(POINTS, LABELS, BOX)),
            "image-to-text",
            form(EnumSet.of(IMAGE), EnumSet.of(PROMPT)),
            LLM,
            document(EnumSet.of(PROMPT)),
            TEXT_TO_SPEECH,
            document(EnumSet.of(TEXT)),
            INTERPOLATION,
            form(EnumSet.of(IMAGE), EnumSet.of(VIDEO)));

    /** Empty for a pipeline that the table does not have. */
    static Optional<Shape> of(String pipeline) {
        return Optional.ofNullable(KNOWN.get(pipeline));
    }

    private static Shape document(Set<Input> needs) {
        return new Shape(Encoding.DOCUMENT, needs, needs);
    }

    private static Shape form(Set<Input> needs, Set<Input> more) {
        var takes = EnumSet.copyOf(needs);
        takes.addAll(more);
        return new Shape(Encoding.FORM, needs, takes);
    }
}
