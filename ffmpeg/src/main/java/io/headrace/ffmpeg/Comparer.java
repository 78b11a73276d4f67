package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_LANCZOS;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;

import io.headrace.ffmpeg.SourceMatch.Match;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.Comparison;
import io.headrace.media.request.Comparison.Likeness;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.MediaRequest.Compare;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Compares a rendition with its source. The source is encoded once more, as an honest worker would, and both renditions are
 * held against the same source at a few moments: noise that no bitrate can carry is so told from pictures that were
 * made of smaller ones. The source is decoded twice, which costs less than keeping its pictures.
 */
final class Comparer implements AutoCloseable {

    /** So much worse than the honest encoding, and the worker's scaling algorithm may be another one. */
    private static final double ANOTHER_SCALER = 1;

    private final LumaScaler bilinear = new LumaScaler(SWS_BILINEAR);
    /** The last two look at a few pixels only, as those of GPUs do: what they make of fine detail is another picture. */
    private final List<LumaScaler> others = List.of(
            new LumaScaler(SWS_BICUBIC),
            new LumaScaler(SWS_LANCZOS),
            new LumaScaler(SWS_AREA),
            new LumaScaler(SWS_FAST_BILINEAR),
            new LumaScaler(SWS_POINT));

    private Comparer() {}

    static Comparison compare(Compare request, MediaLimits limits) throws LibavException, RefusedException {
        var source = Measurer.measure(new MediaRequest.Measure(request.source(), MediaRequest.Depth.PACKETS), limits);
        var size = RenditionSize.of(request.profile(), source.width(), source.height());
        var stretch = Stretch.of(source, size, request.phase());
        var made = HonestRendition.make(request, stretch, limits);
        var honest = matches(Samples.of(made.bytes(), stretch, OptionalLong.of(made.origin()), limits));
        var returned = matches(readable(request.rendition(), stretch, limits));
        try (var comparer = new Comparer()) {
            SourceMatch.find(
                    request.source(),
                    Stream.concat(honest.stream(), returned.stream()).toList(),
                    request.profile().frameRate(),
                    limits);
            return comparer.compare(honest, returned);
        } finally {
            honest.forEach(Match::close);
            returned.forEach(Match::close);
        }
    }

    private static List<Match> matches(List<Samples.Sample> samples) {
        return samples.stream().map(Match::new).toList();
    }

    /** Nothing of a rendition that cannot be read: that is the worker's fault, and no reason to refuse the source. */
    private static List<Samples.Sample> readable(MediaBytes rendition, Stretch stretch, MediaLimits limits)
            throws LibavException {
        try {
            return Samples.of(rendition, stretch, OptionalLong.empty(), limits);
        } catch (RefusedException unreadable) {
            return List.of();
        }
    }

    private Comparison compare(List<Match> honest, List<Match> returned) throws LibavException {
        var frames = new ArrayList<Comparison.Frame>();
        for (var match : honest) {
            var other = returned.stream()
                    .filter(it -> it.sample().place() == match.sample().place())
                    .findFirst();
            if (other.isPresent()) {
                frame(match, other.get()).ifPresent(frames::add);
            }
        }
        return new Comparison(honest.size(), frames);
    }

    private Optional<Comparison.Frame> frame(Match honest, Match returned) throws LibavException {
        if (honest.picture().isEmpty() || returned.picture().isEmpty()) {
            return Optional.empty();
        }
        var theirs = honest.sample().luma();
        var likeHonest = theirs.likeness(bilinear.scale(honest.picture().get(), theirs.size()));
        var mine = returned.sample().luma();
        var picture = returned.picture().get();
        var source = bilinear.scale(picture, mine.size());
        var likeReturned = mine.likeness(source);
        if (likeHonest.psnr() - likeReturned.psnr() > ANOTHER_SCALER && !LumaScaler.fits(picture, mine.size())) {
            likeReturned = best(likeReturned, mine, picture);
        }
        return Optional.of(new Comparison.Frame(
                new MediaTime(honest.sample().time()), source.mean(), mine.mean(), likeReturned, likeHonest));
    }

    private Likeness best(Likeness known, Luma mine, AVFrame picture) throws LibavException {
        var best = known;
        for (var scaler : others) {
            var likeness = mine.likeness(scaler.scale(picture, mine.size()));
            best = likeness.psnr() > best.psnr() ? likeness : best;
        }
        return best;
    }

    @Override
    public void close() {
        bilinear.close();
        others.forEach(LumaScaler::close);
    }
}
