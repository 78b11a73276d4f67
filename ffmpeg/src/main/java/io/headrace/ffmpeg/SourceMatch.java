package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;

import io.headrace.media.FrameRate;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.MediaLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Finds for each sample of a rendition the picture of the source that it shows: of those about the same time the one that it
 * is most like. Where a frame rate was converted, and where a worker's clock began elsewhere, time alone would be a
 * picture off, which costs more likeness than any encoder does.
 */
final class SourceMatch implements AutoCloseable {

    /** A converted picture is shown up to this part of its step from the time it had. */
    private static final double CONVERTED = 0.6;

    private final List<Match> matches;
    private final LumaScaler scaler = new LumaScaler(SWS_BILINEAR);
    private final long reach;
    private final long last;
    private Optional<AVFrame> held = Optional.empty();
    private long origin;

    private SourceMatch(List<Match> matches, FrameRate rate) {
        this.matches = matches;
        this.reach = rate.passesThrough()
                ? 0
                : (long) (CONVERTED * MediaTime.TICKS_PER_SECOND * rate.denominator() / rate.numerator());
        this.last =
                matches.stream().mapToLong(match -> match.sample.time()).max().orElse(0);
    }

    /** @param rate of the renditions */
    static void find(MediaBytes source, List<Match> matches, FrameRate rate, MediaLimits limits)
            throws LibavException, RefusedException {
        try (var reader = PictureReader.open(source, limits);
                var match = new SourceMatch(matches, rate)) {
            reader.read(match::see);
            match.showHeld(Long.MAX_VALUE);
        }
    }

    private boolean see(AVFrame frame) throws LibavException {
        if (held.isEmpty()) {
            origin = frame.pts();
        }
        showHeld(frame.pts());
        held = Optional.of(av_frame_clone(frame));
        return frame.pts() - origin <= last + reach + 2 * frame.duration();
    }

    private void showHeld(long until) throws LibavException {
        if (held.isEmpty()) {
            return;
        }
        var frame = held.get();
        long begin = frame.pts() - origin;
        long step = until == Long.MAX_VALUE ? frame.duration() : until - frame.pts();
        var scaled = new HashMap<RenditionSize, Luma>();
        for (var match : matches) {
            long time = match.sample.time();
            if (begin <= time + step + reach && begin + step >= time - reach) {
                match.offer(frame, scaled(frame, match.sample.luma().size(), scaled));
            }
        }
        av_frame_free(frame);
        held = Optional.empty();
    }

    private Luma scaled(AVFrame frame, RenditionSize size, Map<RenditionSize, Luma> known) throws LibavException {
        var luma = known.get(size);
        if (luma == null) {
            luma = scaler.scale(frame, size);
            known.put(size, luma);
        }
        return luma;
    }

    @Override
    public void close() {
        held.ifPresent(frame -> av_frame_free(frame));
        scaler.close();
    }

    /** One sample and the best picture for it so far, of which it holds a reference. */
    static final class Match implements AutoCloseable {

        private final Samples.Sample sample;
        private double error = Double.POSITIVE_INFINITY;
        private Optional<AVFrame> picture = Optional.empty();

        Match(Samples.Sample sample) {
            this.sample = sample;
        }

        private void offer(AVFrame frame, Luma scaled) {
            double found = sample.luma().roughError(scaled);
            if (found < error) {
                error = found;
                close();
                picture = Optional.of(av_frame_clone(frame));
            }
        }

        Samples.Sample sample() {
            return sample;
        }

        /** Empty when the source has nothing about that time. */
        Optional<AVFrame> picture() {
            return picture;
        }

        @Override
        public void close() {
            picture.ifPresent(frame -> av_frame_free(frame));
            picture = Optional.empty();
        }
    }
}
