package io.headrace.models.runner.session;

import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.frame.LiveCoder;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.FrameLine;
import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.Kind;
import io.headrace.models.frame.LineSettings;
import io.headrace.models.frame.Made;
import io.headrace.models.frame.ParametersRefused;
import io.headrace.models.frame.Rehearsal;
import io.headrace.trickle.Ticker;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Lines of one pipeline. */
public final class FrameWorks implements PictureWorks {

    private final FramePipeline pipeline;
    private final LineSettings settings;
    private final Ticker ticker;
    /** The parameters of the last whole rehearsal; no JSON before the first. */
    private volatile String rehearsed = "";

    public FrameWorks(FramePipeline pipeline, LineSettings settings, Ticker ticker) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.ticker = ticker;
    }

    @Override
    public Kind kind() {
        return pipeline.kind();
    }

    /** The natives, and whatever the pipeline loads with its first transform. */
    @Override
    public void load() throws FrameException {
        try {
            LiveCoder.best();
            pipeline.open("{}").close();
        } catch (LibavException missing) {
            throw new FrameException("No picture can be encoded: " + missing.getMessage(), missing);
        } catch (ParametersRefused demanding) {
            // It cannot be opened without parameters, so that it loads with the first stream.
        }
    }

    @Override
    public void rehearse(String parameters, BooleanSupplier goesOn) throws FrameException, ParametersRefused {
        if (parameters.equals(rehearsed)) {
            return;
        }
        try (var line = new FrameLine(pipeline, parameters, settings, ticker::nanos)) {
            rehearsed = Rehearsal.run(line, settings, goesOn) ? parameters : rehearsed;
        }
    }

    @Override
    public PictureWork open(String parameters) throws ParametersRefused {
        return new OfLine(new FrameLine(pipeline, parameters, settings, ticker::nanos));
    }

    private record OfLine(FrameLine line) implements PictureWork {
        @Override
        public List<Made> process(Picture in, boolean keyframe) throws FrameException {
            return line.process(in, keyframe);
        }

        @Override
        public void decodeOnly(Picture in) throws FrameException {
            line.decodeOnly(in);
        }

        @Override
        public List<Made> finish() throws FrameException {
            return line.finish();
        }

        @Override
        public void update(String parameters) throws ParametersRefused {
            line.update(parameters);
        }

        @Override
        public void close() {
            line.close();
        }
    }
}
