package io.headrace.models.frame;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.frame.FloatPlanes;
import io.headrace.ffmpeg.frame.PictureConverter;
import io.headrace.ffmpeg.frame.YuvPicture;
import io.headrace.media.MediaTime;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Shows a decoded picture to a transform and brings what comes of it into the layout of encoders. */
final class TransformStage implements AutoCloseable {

    private final long maxPixels;
    private final PictureConverter toPlanes = new PictureConverter();
    private final PictureConverter fromPlanes = new PictureConverter();
    private final FloatPlanes planes = new FloatPlanes();
    private final YuvPicture target = new YuvPicture();
    private Optional<Frame> frame = Optional.empty();

    TransformStage(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /** @return {@code decoded} itself when nothing is to be done to it, else a picture that is good until the next call */
    AVFrame apply(FrameTransform transform, AVFrame decoded) throws LibavException, FrameException {
        checkSize("A picture came in", decoded.width(), decoded.height());
        return transform.isIdentity() ? plain(decoded) : transformed(transform, decoded);
    }

    private AVFrame plain(AVFrame decoded) throws LibavException {
        boolean even = (decoded.width() & 1) == 0 && (decoded.height() & 1) == 0;
        if (even && decoded.format() == AV_PIX_FMT_YUV420P && decoded.color_range() != AVCOL_RANGE_JPEG) {
            return decoded;
        }
        var picture = target.writable(decoded.width(), decoded.height(), decoded);
        toPlanes.convert(decoded, picture);
        return picture;
    }

    private AVFrame transformed(FrameTransform transform, AVFrame decoded) throws LibavException, FrameException {
        var input = frameOf(decoded.width(), decoded.height());
        input.presentAt(new MediaTime(decoded.pts()));
        toPlanes.convert(decoded, planes.over(input.memory(), input.width(), input.height()));
        var output = transform.apply(input);
        checkSize("The model made a picture", output.width(), output.height());
        var picture = target.writable(output.width(), output.height(), decoded);
        fromPlanes.convert(planes.over(output.memory(), output.width(), output.height()), picture);
        return picture;
    }

    private void checkSize(String what, int width, int height) throws FrameException {
        if (width < FloatPlanes.MIN_SIDE || height < FloatPlanes.MIN_SIDE || (long) width * height > maxPixels) {
            throw new FrameException(what + " of " + width + "x" + height + ". Each side has at least "
                    + FloatPlanes.MIN_SIDE + " pixels, and both together make at most " + maxPixels
                    + ": scale what is sent.");
        }
    }

    private Frame frameOf(int width, int height) {
        if (frame.isEmpty() || !frame.get().hasSize(width, height)) {
            frame.ifPresent(Frame::close);
            frame = Optional.of(Frame.allocate(width, height));
        }
        return frame.get();
    }

    @Override
    public void close() {
        toPlanes.close();
        fromPlanes.close();
        planes.close();
        target.close();
        frame.ifPresent(Frame::close);
        frame = Optional.empty();
    }
}
