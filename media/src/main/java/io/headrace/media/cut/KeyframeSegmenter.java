package io.headrace.media.cut;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.ParameterSets;
import io.headrace.media.codec.SequenceFormat;
import io.headrace.media.ts.TsMuxer;
import io.headrace.media.ts.TsStreams;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a live stream into segments that can be decoded by themselves. A segment begins with a keyframe that carries its
 * parameter sets, and ends
 *
 * <ul>
 *   <li>at the first keyframe at least {@code target} later, and its duration is the distance of the two to the tick;
 *   <li>at a keyframe with other parameter sets, whose segment is marked as a discontinuity;
 *   <li>where the pictures' times jump; pictures are then dropped up to the next keyframe, and the segment it begins is
 *       marked as a discontinuity;
 *   <li>at {@link #finish} and {@link #restart}, one picture's length behind its last picture.
 * </ul>
 *
 * Sound goes to the segment in whose time it is heard. A segment waits for sound that is still to come, until sound of
 * the next has come or the pictures are {@code soundHoldBack} past its end; later sound goes to the segment then open.
 * Sound before the first keyframe's time, or further than a jump from the pictures, is dropped.
 *
 * <p>After a failure every call returns that failure. For one thread; no clock but the stream's.
 */
public final class KeyframeSegmenter {

    /** What is held of sound that came before the first keyframe: more than a second of it. */
    private static final int EARLY_SOUNDS = 64;
    /** Of a picture after which no other came: 1/30 s. */
    private static final long DEFAULT_PICTURE_TICKS = 3_000;

    private final CutLimits limits;
    private final long targetTicks;
    private final long jumpTicks;
    private final TsMuxer muxer = new TsMuxer(TsStreams.ofPictures(VideoCodec.H264));
    private final Deque<Sound> early = new ArrayDeque<>();
    private final List<CutSegment> ready = new ArrayList<>();

    private @Nullable OpenSegment open;
    private @Nullable Ending ending;
    private @Nullable MediaTime lastDecoding;
    /** The decoding time of the last keyframe, or of the first picture before there was one. */
    private @Nullable MediaTime keyframeSince;
    /** Presentation time of the keyframe that a beginning began with: sound before it has no pictures. */
    private MediaTime beginning = MediaTime.ZERO;

    private long pictureTicks = DEFAULT_PICTURE_TICKS;
    private boolean discontinuity;
    private boolean soundCame;
    private Cut.@Nullable Failure failure;

    /** Complete but for sound that may still come. */
    private record Ending(OpenSegment segment, MediaTime end) {}

    public KeyframeSegmenter(CutLimits limits) {
        this.limits = limits;
        targetTicks = MediaTime.of(limits.target()).ticks();
        jumpTicks = MediaTime.of(limits.jump()).ticks();
    }

    /** Takes the next unit; pictures in decoding order. */
    public Cut add(AccessUnit unit) {
        if (failure == null) {
            switch (unit) {
                case Picture picture -> add(picture);
                case Sound sound -> add(sound);
            }
        }
        return answer();
    }

    /** The stream ended, or pauses: closes the open segment. What may follow begins with a keyframe. */
    public Cut finish() {
        end();
        return answer();
    }

    /** As {@link #finish}; what follows is another publisher's or another run's, and marked as a discontinuity. */
    public Cut restart() {
        beginAnew();
        return answer();
    }

    private Cut answer() {
        if (failure != null) {
            return failure;
        }
        var cut = new Cut.Segments(ready);
        ready.clear();
        return cut;
    }

    private void add(Picture picture) {
        if (picture.codec() != VideoCodec.H264 && picture.codec() != VideoCodec.HEVC) {
            fail(new Cut.UnsupportedCodec(picture.codec().name()));
            return;
        }
        boolean plausible = Math.abs(ticks(picture.decoding(), picture.presentation())) <= jumpTicks;
        if (!plausible || jumps(picture)) {
            beginAnew();
        }
        MediaTime since = keyframeSince == null ? picture.decoding() : keyframeSince;
        follow(picture.decoding());
        Optional<ParameterSets> sets =
                plausible && picture.keyframe() ? ParameterSets.inFrontOf(picture) : Optional.empty();
        Duration waited = sets.isPresent() ? Duration.ZERO : picture.decoding().since(since);
        keyframeSince = sets.isPresent() ? picture.decoding() : since;
        if (sets.isPresent()) {
            keyframe(picture, sets.get());
        } else if (open != null) {
            open.add(picture);
        }
        guard(waited);
        release(picture.decoding());
    }

    private boolean jumps(Picture picture) {
        if (open != null && picture.keyframe() && ticks(open.keyframe(), picture.presentation()) <= 0) {
            return true;
        }
        long step = lastDecoding == null ? 0 : ticks(lastDecoding, picture.decoding());
        return step < 0 || step > jumpTicks;
    }

    private void follow(MediaTime decoding) {
        long step = lastDecoding == null ? 0 : ticks(lastDecoding, decoding);
        pictureTicks = step > 0 ? step : pictureTicks;
        lastDecoding = decoding;
    }

    private void keyframe(Picture picture, ParameterSets sets) {
        switch (sets.format()) {
            case SequenceFormat.Unreadable(String why) -> fail(new Cut.UnreadableParameters(why));
            case SequenceFormat.Parsed format -> {
                if (open == null) {
                    open = begin(picture, sets, format);
                } else if (!open.sets().equals(sets)) {
                    discontinuity = true;
                    open = cut(open, picture, sets, format);
                } else if (ticks(open.keyframe(), picture.presentation()) >= targetTicks) {
                    open = cut(open, picture, sets, format);
                } else {
                    open.add(picture);
                }
            }
        }
    }

    private OpenSegment begin(Picture picture, ParameterSets sets, SequenceFormat.Parsed format) {
        OpenSegment segment = segment(picture, sets, format);
        beginning = picture.presentation();
        early.stream().filter(sound -> heard(sound, picture)).forEach(segment::add);
        early.clear();
        return segment;
    }

    /** Ends the open segment where the picture begins the next. */
    private OpenSegment cut(OpenSegment before, Picture picture, ParameterSets sets, SequenceFormat.Parsed format) {
        closeEnding();
        OpenSegment segment = segment(picture, sets, format);
        before.removeSoundsFrom(picture.presentation()).forEach(segment::add);
        ending = new Ending(before, picture.presentation());
        if (segment.units() > 1 || !soundCame) {
            closeEnding();
        }
        return segment;
    }

    private OpenSegment segment(Picture picture, ParameterSets sets, SequenceFormat.Parsed format) {
        var segment = new OpenSegment(picture, sets, format, discontinuity);
        discontinuity = false;
        return segment;
    }

    private void add(Sound sound) {
        soundCame = true;
        if (open == null || lastDecoding == null) {
            if (early.size() == EARLY_SOUNDS) {
                early.removeFirst();
            }
            early.add(sound);
            return;
        }
        if (sound.presentation().compareTo(beginning) < 0
                || Math.abs(ticks(lastDecoding, sound.presentation())) > jumpTicks) {
            return;
        }
        if (ending != null && sound.presentation().compareTo(ending.end) < 0) {
            ending.segment.add(sound);
        } else {
            open.add(sound);
            closeEnding();
        }
        guard(Duration.ZERO);
    }

    private boolean heard(Sound sound, Picture first) {
        long after = ticks(first.presentation(), sound.presentation());
        return after >= 0 && after <= jumpTicks;
    }

    private void beginAnew() {
        end();
        discontinuity = true;
        lastDecoding = null;
    }

    private void end() {
        closeEnding();
        if (open != null) {
            ready.add(open.close(muxer, new MediaTime(open.last().ticks() + pictureTicks)));
        }
        forget();
    }

    /** Closes the segment before the open one if its sound had time enough to come. */
    private void release(MediaTime decoding) {
        if (ending != null && decoding.since(ending.end).compareTo(limits.soundHoldBack()) >= 0) {
            closeEnding();
        }
    }

    private void closeEnding() {
        if (ending != null) {
            ready.add(ending.segment.close(muxer, ending.end));
            ending = null;
        }
    }

    private void guard(Duration withoutKeyframe) {
        if (withoutKeyframe.compareTo(limits.keyframeGap()) > 0) {
            fail(new Cut.NoKeyframe(withoutKeyframe, limits.keyframeGap()));
        }
        guard(open);
        guard(ending == null ? null : ending.segment);
    }

    private void guard(@Nullable OpenSegment segment) {
        if (segment != null && (segment.bytes() > limits.segmentBytes() || segment.units() > limits.segmentUnits())) {
            fail(new Cut.SegmentTooLarge(segment.bytes(), segment.units(), limits));
        }
    }

    private void fail(Cut.Failure reason) {
        failure = reason;
        ending = null;
        forget();
    }

    private void forget() {
        open = null;
        keyframeSince = null;
        soundCame = false;
        early.clear();
    }

    private static long ticks(MediaTime from, MediaTime to) {
        return to.ticks() - from.ticks();
    }
}
