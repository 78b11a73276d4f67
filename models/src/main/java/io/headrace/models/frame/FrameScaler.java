package io.headrace.models.frame;

import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.frame.FloatPlanes;
import io.headrace.ffmpeg.frame.PictureConverter;
import java.util.Optional;

/** Brings frames to the size that a model wants. For one thread. */
public final class FrameScaler implements AutoCloseable {

    private final PictureConverter converter = new PictureConverter();
    private final FloatPlanes source = new FloatPlanes();
    private final FloatPlanes target = new FloatPlanes();
    private Optional<Frame> scaled = Optional.empty();

    /** @return {@code in} if it has that size, else a frame of the scaler's own that is good until the next call */
    public Frame scale(Frame in, int width, int height) throws FrameException {
        if (in.hasSize(width, height)) {
            return in;
        }
        var out = frameOf(width, height);
        try {
            converter.convert(
                    source.over(in.memory(), in.width(), in.height()), target.over(out.memory(), width, height));
        } catch (LibavException e) {
            throw new FrameException("Scaling " + in.width() + "x" + in.height() + " to " + width + "x" + height, e);
        }
        out.presentAt(in.presentation());
        return out;
    }

    private Frame frameOf(int width, int height) {
        if (scaled.isEmpty() || !scaled.get().hasSize(width, height)) {
            scaled.ifPresent(Frame::close);
            scaled = Optional.of(Frame.allocate(width, height));
        }
        return scaled.get();
    }

    @Override
    public void close() {
        converter.close();
        source.close();
        target.close();
        scaled.ifPresent(Frame::close);
        scaled = Optional.empty();
    }
}
