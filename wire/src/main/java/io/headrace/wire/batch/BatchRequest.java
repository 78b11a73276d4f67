package io.headrace.wire.batch;

import io.headrace.media.FrameRate;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.text.JsonDocument;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One request of a batch pipeline, defaults filled in (pipelines section 1.2). What the network must know to price, place
 * and rate it is typed; everything else is the runner's affair and stays in the body, which is forwarded as it is:
 * unknown fields included, the model always written out.
 */
public sealed interface BatchRequest {

    Pipeline pipeline();

    /** Never empty. */
    String model();

    /** What travels on, from hop to hop to the runner. */
    Body body();

    /**
     * The same, asked of another model.
     *
     * @param other not empty
     */
    BatchRequest withModel(String other);

    /** At which rate the pictures of a clip that a runner answers are to become a film; empty where none come. */
    default Optional<FrameRate> film() {
        return this instanceof ImageToVideo clip ? Optional.of(clip.rate()) : Optional.empty();
    }

    /** How a request is written. */
    sealed interface Body {
        record Json(JsonDocument document) implements Body {
            private Json with(String name, String text) {
                return new Json(document.with(name, text));
            }
        }

        /** @param file its bytes go into the form's field of {@link FormLayout#fileField} */
        record Form(FormFields fields, UploadedFile file) implements Body {
            private Form with(String name, String text) {
                return new Form(fields.with(name, text), file);
            }
        }
    }

    /**
     * Pictures from a prompt.
     *
     * @param images at least 1
     * @param steps as asked for; the model's own where absent
     */
    record TextToImage(String model, PictureSize size, int images, OptionalInt steps, Body.Json body)
            implements BatchRequest {
        @Override
        public Pipeline pipeline() {
            return BuiltInPipelines.TEXT_TO_IMAGE;
        }

        @Override
        public TextToImage withModel(String other) {
            return new TextToImage(other, size, images, steps, body.with(FormLayout.MODEL_ID, other));
        }
    }

    record ImageToImage(String model, int images, OptionalInt steps, Body.Form body) implements BatchRequest {
        @Override
        public Pipeline pipeline() {
            return BuiltInPipelines.IMAGE_TO_IMAGE;
        }

        @Override
        public ImageToImage withModel(String other) {
            return new ImageToImage(other, images, steps, body.with(FormLayout.MODEL_ID, other));
        }
    }

    /**
     * A clip from a picture.
     *
     * @param size of the clip
     * @param rate at which its pictures are shown
     */
    record ImageToVideo(String model, PictureSize size, FrameRate rate, OptionalInt steps, Body.Form body)
            implements BatchRequest {
        @Override
        public Pipeline pipeline() {
            return BuiltInPipelines.IMAGE_TO_VIDEO;
        }

        @Override
        public ImageToVideo withModel(String other) {
            return new ImageToVideo(other, size, rate, steps, body.with(FormLayout.MODEL_ID, other));
        }
    }

    record Upscale(String model, OptionalInt steps, Body.Form body) implements BatchRequest {
        @Override
        public Pipeline pipeline() {
            return BuiltInPipelines.UPSCALE;
        }

        @Override
        public Upscale withModel(String other) {
            return new Upscale(other, steps, body.with(FormLayout.MODEL_ID, other));
        }
    }

    /**
     * The pictures between pictures.
     *
     * @param pictures that were sent; 1 for a film, whose own are counted in its file
     * @param between made between each two, 1 to 15
     * @param asFilm whether the answer is a film, in which those that were sent are too
     */
    record FrameInterpolation(String model, int pictures, int between, boolean asFilm, Body.Form body)
            implements BatchRequest {
        @Override
        public Pipeline pipeline() {
            return BuiltInPipelines.FRAME_INTERPOLATION;
        }

        @Override
        public FrameInterpolation withModel(String other) {
            return new FrameInterpolation(other, pictures, between, asFilm, body.with(FormLayout.MODEL_ID, other));
        }

        /** How many pictures were sent, those of a film too. */
        public long sent() {
            return body.file().content() instanceof FileContent.Film(var _, long frames, var _) ? frames : pictures;
        }

        /** How many are made. */
        public long made() {
            return (sent() - 1) * between;
        }
    }

    record AudioToText(String model, Body.Form body) implements BatchRequest {
        @Override
        public Pipeline pipeline() {
            return BuiltInPipelines.AUDIO_TO_TEXT;
        }

        @Override
        public AudioToText withModel(String other) {
            return new AudioToText(other, body.with(FormLayout.MODEL_ID, other));
        }
    }

    record SegmentAnything2(String model, Body.Form body) implements BatchRequest {
        @Override
        public Pipeline pipeline() {
            return BuiltInPipelines.SEGMENT_ANYTHING_2;
        }

        @Override
        public SegmentAnything2 withModel(String other) {
            return new SegmentAnything2(other, body.with(FormLayout.MODEL_ID, other));
        }
    }

    record ImageToText(String model, Body.Form body) implements BatchRequest {
        @Override
        public Pipeline pipeline() {
            return BuiltInPipelines.IMAGE_TO_TEXT;
        }

        @Override
        public ImageToText withModel(String other) {
            return new ImageToText(other, body.with(FormLayout.MODEL_ID, other));
        }
    }

    /**
     * A chat to go on with.
     *
     * @param maxTokens of the answer, at least 1
     * @param stream whether the answer comes in pieces
     */
    record Llm(String model, int maxTokens, boolean stream, Body.Json body) implements BatchRequest {
        @Override
        public Pipeline pipeline() {
            return BuiltInPipelines.LLM;
        }

        @Override
        public Llm withModel(String other) {
            return new Llm(other, maxTokens, stream, body.with(FormLayout.MODEL, other));
        }
    }

    /** @param text to be spoken, not empty */
    record TextToSpeech(String model, String text, Body.Json body) implements BatchRequest {
        @Override
        public Pipeline pipeline() {
            return BuiltInPipelines.TEXT_TO_SPEECH;
        }

        @Override
        public TextToSpeech withModel(String other) {
            return new TextToSpeech(other, text, body.with(FormLayout.MODEL_ID, other));
        }
    }
}
