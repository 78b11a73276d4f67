package io.headrace.models.batch.filter;

import io.headrace.models.batch.BatchEngine;
import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.picture.Frames;
import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.PictureReader;
import io.headrace.models.batch.reply.Medium;
import io.headrace.models.batch.reply.Reply;
import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.FrameTransform;
import java.util.Collections;

/**
 * Answers {@code image-to-image} (pipelines reference section 1.2) by what is otherwise done to each picture of live video. The same
 * picture comes as often as {@code num_images_per_prompt} says, since chance plays no part.
 */
final class FilterEngine implements BatchEngine {

    private static final int MIN_SIDE = 16;
    private static final int MAX_PROMPT = 1_000;
    private static final int MAX_IMAGES = 10;
    private static final double USUAL_STRENGTH = 0.8;
    private static final PictureReader READER = new PictureReader(4096 * 2304);

    /** How a prompt becomes a transform. */
    @FunctionalInterface
    interface Opening {
        /** @return to be closed by the caller */
        FrameTransform open(String prompt, double strength) throws RequestRefused, EngineException;
    }

    private final Opening opening;

    FilterEngine(Opening opening) {
        this.opening = opening;
    }

    @Override
    public Reply answer(Form request) throws RequestRefused, EngineException {
        var prompt = request.text("prompt", MAX_PROMPT).orElse("");
        double strength = request.number("strength", USUAL_STRENGTH, 0, 1);
        int images = request.whole("num_images_per_prompt", 1, 1, MAX_IMAGES);
        long seed = request.seed("seed", 0);
        try (var transform = opening.open(prompt, strength)) {
            var picture = READER.read(request, "image");
            if (Math.min(picture.width(), picture.height()) < MIN_SIDE) {
                throw RequestRefused.badValue("image of " + picture.size() + " is too small: each side has at least "
                        + MIN_SIDE + " pixels.");
            }
            return new Reply.Images(
                    Collections.nCopies(images, new Medium.Still(transformed(picture, transform))), seed);
        }
    }

    private static Picture transformed(Picture picture, FrameTransform transform) throws EngineException {
        try (var frame = Frames.frame(picture)) {
            return Frames.picture(transform.apply(frame));
        } catch (FrameException e) {
            throw new EngineException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {}
}
