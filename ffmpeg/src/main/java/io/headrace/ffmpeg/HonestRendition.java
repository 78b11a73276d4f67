package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.headrace.media.FrameRate;
import io.headrace.media.MediaBytes;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaRequest.Compare;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Encodes a stretch of a source as its profile asks, by what a worker here would use: what a returned rendition is held against. */
final class HonestRendition {

    private static final FrameRate USUAL_RATE = FrameRate.of(30);

    private final Compare request;
    private final Stretch stretch;
    private long origin;
    private long seen;
    private Optional<Line> line = Optional.empty();

    private HonestRendition(Compare request, Stretch stretch) {
        this.request = request;
        this.stretch = stretch;
    }

    static Made make(Compare request, Stretch stretch, MediaLimits limits) throws LibavException, RefusedException {
        var rendition = new HonestRendition(request, stretch);
        try (var source = PictureReader.open(request.source(), limits)) {
            var rate = source.frameRate().passesThrough() ? USUAL_RATE : source.frameRate();
            source.read(frame -> rendition.see(frame, rate));
            return rendition.made();
        } finally {
            rendition.close();
        }
    }

    private boolean see(AVFrame frame, FrameRate rate) throws LibavException, RefusedException {
        if (seen++ == 0) {
            origin = frame.pts();
        }
        long time = frame.pts() - origin;
        if (time >= stretch.from() && time <= stretch.end()) {
            encode(frame, rate);
        }
        return time <= stretch.end();
    }

    private void encode(AVFrame frame, FrameRate rate) throws LibavException, RefusedException {
        if (line.isEmpty()) {
            var size = RenditionSize.of(request.profile(), frame.width(), frame.height());
            var plan = new RenditionWriter.Plan(request.honest(), rate, Optional.empty());
            line = Optional.of(new Line(new Scaler(size), new RenditionWriter(request.profile(), plan)));
        }
        var picture = line.get().scaler().scale(frame);
        try {
            line.get().writer().picture(picture);
        } finally {
            av_frame_free(picture);
        }
    }

    private Made made() throws LibavException, RefusedException {
        if (line.isEmpty()) {
            throw new RefusedException(
                    new MediaRefusal.InvalidVideo("none of its " + seen + " pictures is in the part that is compared"));
        }
        return new Made(line.get().writer().finish().segment().bytes(), origin);
    }

    private void close() {
        line.ifPresent(it -> {
            it.writer().close();
            it.scaler().close();
        });
    }

    /** @param origin time of the source's first picture, in ticks; the rendition's times are on the same clock */
    record Made(MediaBytes bytes, long origin) {}

    private record Line(Scaler scaler, RenditionWriter writer) {}
}
