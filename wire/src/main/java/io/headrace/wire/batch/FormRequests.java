package io.headrace.wire.batch;

import static io.headrace.wire.batch.BatchRequestCodec.require;

import io.headrace.media.FrameRate;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.Optional;
import java.util.OptionalInt;

/** The pipelines whose requests are forms with a file. That numbers are numbers is checked before. */
final class FormRequests {

    private static final int DEFAULT_WIDTH = 1_024;
    private static final int DEFAULT_HEIGHT = 576;
    private static final int SIDE_UNIT = 8;
    private static final int MAX_IMAGES = 1_000;

    /** What existing workers make of a clip for which none was asked. */
    private static final int DEFAULT_RATE = 7;

    private static final int MAX_RATE = 120;

    private FormRequests() {}

    static BatchRequest decode(Pipeline pipeline, FormLayout layout, FormFields given, UploadedFile file)
            throws UnreadableException {
        var model = pipeline.resolve(given.text(FormLayout.MODEL_ID).orElse(""));
        var fields = completed(pipeline, given.with(FormLayout.MODEL_ID, model), file);
        var body = new BatchRequest.Body.Form(fields.ordered(layout.names()), file);
        var steps = steps(fields);
        if (pipeline.equals(BuiltInPipelines.IMAGE_TO_IMAGE)) {
            return new BatchRequest.ImageToImage(model, number(fields, FormLayout.IMAGES, 1), steps, body);
        }
        if (pipeline.equals(BuiltInPipelines.IMAGE_TO_VIDEO)) {
            return new BatchRequest.ImageToVideo(model, clip(fields), rate(fields), steps, body);
        }
        if (pipeline.equals(BuiltInPipelines.UPSCALE)) {
            return new BatchRequest.Upscale(model, steps, body);
        }
        if (pipeline.equals(BuiltInPipelines.AUDIO_TO_TEXT)) {
            return new BatchRequest.AudioToText(model, body);
        }
        if (pipeline.equals(BuiltInPipelines.FRAME_INTERPOLATION)) {
            return InterpolationRequests.decode(model, fields, body);
        }
        return pipeline.equals(BuiltInPipelines.SEGMENT_ANYTHING_2)
                ? new BatchRequest.SegmentAnything2(model, body)
                : new BatchRequest.ImageToText(model, body);
    }

    /** What existing gateways add, and no more, so that they and we forward the same. */
    private static FormFields completed(Pipeline pipeline, FormFields fields, UploadedFile file)
            throws UnreadableException {
        if (pipeline.equals(BuiltInPipelines.IMAGE_TO_IMAGE)) {
            int images = Math.max(1, number(fields, FormLayout.IMAGES, 1));
            require(images <= MAX_IMAGES, images + " pictures; at most " + MAX_IMAGES + " are made at once");
            return fields.with(FormLayout.IMAGES, Integer.toString(images));
        }
        if (pipeline.equals(BuiltInPipelines.AUDIO_TO_TEXT)
                && file.content() instanceof FileContent.Sound(var duration)) {
            var metadata = new JsonObject().text("duration", Long.toString(duration.toSeconds()));
            return fields.with(FormLayout.METADATA, metadata.toString());
        }
        return fields;
    }

    private static PictureSize clip(FormFields fields) throws UnreadableException {
        var size = new PictureSize(
                number(fields, FormLayout.WIDTH, DEFAULT_WIDTH), number(fields, FormLayout.HEIGHT, DEFAULT_HEIGHT));
        require(
                size.width() % SIDE_UNIT == 0 && size.height() % SIDE_UNIT == 0,
                "width and height must be divisible by " + SIDE_UNIT + "; asked for " + size);
        return size;
    }

    private static FrameRate rate(FormFields fields) throws UnreadableException {
        int rate = number(fields, FormLayout.FPS, DEFAULT_RATE);
        require(
                rate >= 1 && rate <= MAX_RATE,
                "fps is " + rate + "; a film has 1 to " + MAX_RATE + " pictures a second");
        return FrameRate.of(rate);
    }

    private static OptionalInt steps(FormFields fields) throws UnreadableException {
        return fields.text(FormLayout.STEPS).isPresent()
                ? OptionalInt.of(number(fields, FormLayout.STEPS, 0))
                : OptionalInt.empty();
    }

    static int number(FormFields fields, String name, int otherwise) throws UnreadableException {
        Optional<String> text = fields.text(name);
        long value = text.isEmpty() ? otherwise : Long.parseLong(text.get());
        require(value == (int) value, name + " is " + value + ", beyond 32 bits");
        return (int) value;
    }
}
