package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;

import io.headrace.media.MediaBytes;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.MediaLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Takes the looked-at pictures out of a rendition. */
final class Samples {

    private final Stretch stretch;
    private final LumaScaler levels;
    private final List<Sample> taken = new ArrayList<>();
    private OptionalLong origin;
    private int next;

    private Samples(Stretch stretch, OptionalLong origin, LumaScaler levels) {
        this.stretch = stretch;
        this.origin = origin;
        this.levels = levels;
    }

    /** @param origin what times are counted from, in ticks; the first picture's own when empty */
    static List<Sample> of(MediaBytes rendition, Stretch stretch, OptionalLong origin, MediaLimits limits)
            throws LibavException, RefusedException {
        try (var reader = PictureReader.open(rendition, limits);
                var levels = new LumaScaler(SWS_BILINEAR)) {
            var samples = new Samples(stretch, origin, levels);
            reader.read(samples::see);
            return List.copyOf(samples.taken);
        }
    }

    /** A rendition slower than the wanted times has one picture for several; it is taken for the first of them. */
    private boolean see(AVFrame frame) throws LibavException {
        if (origin.isEmpty()) {
            origin = OptionalLong.of(frame.pts());
        }
        long time = frame.pts() - origin.getAsLong();
        if (next < stretch.samples() && time >= stretch.time(next)) {
            take(frame, time);
            while (next < stretch.samples() && time >= stretch.time(next)) {
                next++;
            }
        }
        return next < stretch.samples();
    }

    private void take(AVFrame frame, long time) throws LibavException {
        var size = taken.isEmpty()
                ? new RenditionSize(frame.width(), frame.height())
                : taken.getFirst().luma().size();
        taken.add(new Sample(next, time, levels.scale(frame, size)));
    }

    /**
     * @param place among the wanted times
     * @param time in ticks since the segment's first picture
     */
    record Sample(int place, long time, Luma luma) {}
}
