package io.headrace.models.frame;

import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.frame.LiveCoder;
import io.headrace.ffmpeg.frame.LiveEncoder;
import io.headrace.ffmpeg.frame.LiveRate;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Encodes pictures whose size may change: another size gets an encoder of its own, and so does a time that does not rise. The
 * first picture of an encoder is a keyframe, and one comes at least every interval.
 */
final class PictureOutlet implements AutoCloseable {

    private final LineSettings settings;
    private final long keyframeTicks;
    private Optional<LiveEncoder> encoder = Optional.empty();
    private long lastTicks;
    private long keyframeAtTicks;

    PictureOutlet(LineSettings settings) {
        this.settings = settings;
        this.keyframeTicks = MediaTime.of(settings.keyframeInterval()).ticks();
    }

    /** @param keyframe whether this one has to be one */
    Optional<AccessUnit.Picture> encode(AVFrame picture, boolean keyframe) throws LibavException {
        long ticks = picture.pts();
        boolean fresh = encoder.isEmpty() || !encoder.get().takes(picture) || ticks <= lastTicks;
        if (fresh) {
            open(picture);
        }
        boolean wanted = fresh || keyframe || ticks - keyframeAtTicks >= keyframeTicks;
        lastTicks = ticks;
        keyframeAtTicks = wanted ? ticks : keyframeAtTicks;
        return encoder.orElseThrow().encode(picture, wanted);
    }

    private void open(AVFrame like) throws LibavException {
        close();
        var coder = settings.coder().isPresent() ? settings.coder().get() : LiveCoder.best();
        var rate = new LiveRate(settings.bitsPerSecond(), settings.picturesPerSecond(), settings.threads());
        encoder = Optional.of(LiveEncoder.open(coder, rate, like));
    }

    @Override
    public void close() {
        encoder.ifPresent(LiveEncoder::close);
        encoder = Optional.empty();
    }
}
