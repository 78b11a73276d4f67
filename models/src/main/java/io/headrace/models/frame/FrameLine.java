package io.headrace.models.frame;

import io.headrace.ffmpeg.LibavException;
import io.headrace.media.AccessUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The way of one stream's pictures: decoded, transformed, encoded, each as it comes. As many pictures come out as went in, with
 * their times to the tick; the output is H.264 of the constrained baseline, with parameter sets at each keyframe.
 *
 * <pre>
 * coded ─▶ PictureIntake ─ YUV ─▶ TransformStage ─ planes of floats ─▶ FrameTransform ─▶ YUV ─▶ PictureOutlet ─▶ coded
 *                                       └───────────── untouched, when nothing is transformed ─────▶┘
 * </pre>
 *
 * <p>For one thread. After a {@link FrameException} it can only be closed.
 */
public final class FrameLine implements AutoCloseable {

    private final FramePipeline pipeline;
    private final LongSupplier nanoTime;
    private final PictureIntake intake;
    private final TransformStage stage;
    private final PictureOutlet outlet;
    private FrameTransform transform;
    private boolean keyframeDue;

    /** @param nanoTime the clock of the stamps: monotonic, in nanoseconds */
    public FrameLine(FramePipeline pipeline, String parametersJson, LineSettings settings, LongSupplier nanoTime)
            throws ParametersRefused {
        this.pipeline = pipeline;
        this.nanoTime = nanoTime;
        this.transform = pipeline.open(parametersJson);
        this.intake = new PictureIntake(settings.maxPixels());
        this.stage = new TransformStage(settings.maxPixels());
        this.outlet = new PictureOutlet(settings);
    }

    /**
     * One coded picture in, and the coded pictures that come of it: mostly one; none while the stream reorders or cannot be
     * decoded; several after a change of parameter sets.
     *
     * @param keyframe whether decoding shall be able to begin at the first of them, or of those that come next if none does
     * @throws FrameException when the input is damaged beyond hope, a picture too large or the transform failed
     */
    public List<Made> process(AccessUnit.Picture in, boolean keyframe) throws FrameException {
        try {
            keyframeDue |= keyframe;
            intake.take(in);
            return make();
        } catch (LibavException e) {
            throw failed(e);
        }
    }

    /** As {@link #process}, but nothing is transformed or encoded: the picture is only needed by those after it. */
    public void decodeOnly(AccessUnit.Picture in) throws FrameException {
        try {
            intake.take(in);
        } catch (LibavException e) {
            throw failed(e);
        }
        intake.skip();
    }

    /** The input has ended: the pictures that were still inside. Nothing may follow. */
    public List<Made> finish() throws FrameException {
        intake.drain();
        try {
            return make();
        } catch (LibavException e) {
            throw failed(e);
        }
    }

    /** From the next picture on these parameters hold; those before stay in force when they are refused. */
    public void update(String parametersJson) throws ParametersRefused {
        if (!pipeline.update(transform, parametersJson)) {
            var newer = pipeline.open(parametersJson);
            transform.close();
            transform = newer;
        }
    }

    private List<Made> make() throws LibavException, FrameException {
        var made = new ArrayList<Made>();
        while (intake.advance()) {
            long decoded = nanoTime.getAsLong();
            var picture = stage.apply(transform, intake.picture());
            long transformed = nanoTime.getAsLong();
            outlet.encode(picture, keyframeDue)
                    .ifPresent(coded -> made.add(new Made(coded, decoded, transformed, nanoTime.getAsLong())));
            keyframeDue = false;
        }
        return made;
    }

    private FrameException failed(LibavException cause) {
        return new FrameException(pipeline.model() + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        transform.close();
        intake.close();
        stage.close();
        outlet.close();
    }
}
