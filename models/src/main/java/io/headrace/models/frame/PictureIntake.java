package io.headrace.models.frame;

import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.frame.LiveDecoder;
import io.headrace.media.AccessUnit;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.ParameterSets;
import io.headrace.media.codec.SequenceFormat;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes a stream whose make may change: a keyframe with other parameter sets gets a decoder of its own, after the one before
 * has told what it kept back. Pictures in front of the first keyframe are passed over, since nothing can be made of them.
 */
final class PictureIntake implements AutoCloseable {

    private final long maxPixels;
    private Optional<ParameterSets> sets = Optional.empty();
    private Optional<VideoCodec> codec = Optional.empty();
    private Optional<LiveDecoder> leaving = Optional.empty();
    private Optional<LiveDecoder> decoder = Optional.empty();
    private Optional<LiveDecoder> shown = Optional.empty();

    PictureIntake(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /** The next coded picture, after {@link #advance} has told all that came of the one before. */
    void take(AccessUnit.Picture coded) throws LibavException, FrameException {
        if (coded.keyframe()) {
            follow(coded);
        }
        if (decoder.isPresent()) {
            decoder.get().take(coded);
        }
    }

    private void follow(AccessUnit.Picture keyframe) throws LibavException, FrameException {
        var newer = parameterSets(keyframe);
        boolean other = newer.isPresent() && !newer.equals(sets);
        if (decoder.isPresent() && !other && codec.equals(Optional.of(keyframe.codec()))) {
            return;
        }
        newer.ifPresent(found -> sets = newer);
        codec = Optional.of(keyframe.codec());
        checkSize(newer);
        var next = LiveDecoder.open(keyframe.codec(), maxPixels);
        decoder.ifPresent(LiveDecoder::drain);
        leaving = decoder;
        decoder = Optional.of(next);
    }

    private static Optional<ParameterSets> parameterSets(AccessUnit.Picture keyframe) {
        return switch (keyframe.codec()) {
            case H264, HEVC -> ParameterSets.inFrontOf(keyframe);
            case VP8, VP9 -> Optional.empty();
        };
    }

    private void checkSize(Optional<ParameterSets> newer) throws FrameException {
        if (newer.isPresent()
                && newer.get().format() instanceof SequenceFormat.Parsed size
                && (long) size.width() * size.height() > maxPixels) {
            throw new FrameException("Pictures of " + size.width() + "x" + size.height() + " came in; at most "
                    + maxPixels + " pixels are taken. Send smaller ones.");
        }
    }

    /** False when there is no further picture yet. */
    boolean advance() {
        if (leaving.isPresent() && leaving.get().advance()) {
            shown = leaving;
            return true;
        }
        leaving.ifPresent(LiveDecoder::close);
        leaving = Optional.empty();
        shown = decoder;
        return decoder.isPresent() && decoder.get().advance();
    }

    /** What {@link #advance} found; good until its next call. */
    AVFrame picture() {
        return shown.orElseThrow().picture();
    }

    /** Passes over all that came of the last one. */
    void skip() {
        boolean more = advance();
        while (more) {
            more = advance();
        }
    }

    /** No more will come; what is still inside comes by {@link #advance}. */
    void drain() {
        decoder.ifPresent(LiveDecoder::drain);
    }

    @Override
    public void close() {
        leaving.ifPresent(LiveDecoder::close);
        decoder.ifPresent(LiveDecoder::close);
    }
}
