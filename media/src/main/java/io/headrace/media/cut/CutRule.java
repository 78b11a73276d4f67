package io.headrace.media.cut;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.ParameterSets;
import io.headrace.media.codec.SequenceFormat;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which a live stream is cut. A segment begins with a keyframe that carries its parameter sets, and ends
 *
 * <ul>
 *   <li>at the first keyframe at least {@code target} later;
 *   <li>at a keyframe with other parameter sets, whose segment is marked as a discontinuity;
 *   <li>where the pictures' times jump; pictures are then outside up to the next keyframe, and the segment it begins is
 *       marked as a discontinuity;
 *   <li>at {@link #finish} and {@link #restart}, one picture's length behind its last picture.
 * </ul>
 *
 * <p>For one thread; no clock but the stream's.
 */
public final class CutRule {

    /** Of a picture after which no other came: 1/30 s. */
    private static final long DEFAULT_PICTURE_TICKS = 3_000;

    private final long targetTicks;
    private final long jumpTicks;
    private final Duration keyframeGap;

    private @Nullable Run open;
    private @Nullable MediaTime lastDecoding;
    /** The decoding time of the last keyframe, or of the first picture before there was one. */
    private @Nullable MediaTime keyframeSince;
    /** Presentation time of the keyframe that a beginning began with: sound before it has no pictures. */
    private MediaTime beginning = MediaTime.ZERO;

    private long pictureTicks = DEFAULT_PICTURE_TICKS;
    private boolean discontinuity;

    /**
     * The open segment.
     *
     * @param keyframe its presentation time
     * @param last the last presentation time of its pictures
     */
    private record Run(ParameterSets sets, MediaTime keyframe, MediaTime last) {

        Run with(MediaTime shown) {
            return shown.compareTo(last) > 0 ? new Run(sets, keyframe, shown) : this;
        }
    }

    /**
     * @param target the first keyframe this far into a segment begins the next
     * @param keyframeGap the longest time without a keyframe
     * @param jump a step of the pictures' times by more than this, or back, is a jump; so is a picture shown further than
     *     this from its decoding
     */
    public CutRule(Duration target, Duration keyframeGap, Duration jump) {
        this.targetTicks = MediaTime.of(target).ticks();
        this.jumpTicks = MediaTime.of(jump).ticks();
        this.keyframeGap = keyframeGap;
    }

    /** Takes the next picture, in decoding order. */
    public Place place(Picture picture) {
        if (picture.codec() != VideoCodec.H264 && picture.codec() != VideoCodec.HEVC) {
            return new Place.Unfit(new Cut.UnsupportedCodec(picture.codec().name()));
        }
        boolean plausible = Math.abs(ticks(picture.decoding(), picture.presentation())) <= jumpTicks;
        if (plausible && !jumps(picture)) {
            return follow(picture, true);
        }
        Optional<MediaTime> end = restart();
        return new Place.Jumps(end, follow(picture, plausible));
    }

    /** Whether the sound is heard with the pictures since their beginning. */
    public boolean takes(Sound sound) {
        return open != null
                && lastDecoding != null
                && sound.presentation().compareTo(beginning) >= 0
                && Math.abs(ticks(lastDecoding, sound.presentation())) <= jumpTicks;
    }

    /** The stream ended, or pauses; what may follow begins with a keyframe. Says when the open segment ends. */
    public Optional<MediaTime> finish() {
        Optional<MediaTime> end =
                Optional.ofNullable(open).map(run -> new MediaTime(run.last().ticks() + pictureTicks));
        open = null;
        keyframeSince = null;
        return end;
    }

    /** As {@link #finish}; what follows is marked as a discontinuity. */
    public Optional<MediaTime> restart() {
        discontinuity = true;
        lastDecoding = null;
        return finish();
    }

    private boolean jumps(Picture picture) {
        if (open != null && picture.keyframe() && ticks(open.keyframe(), picture.presentation()) <= 0) {
            return true;
        }
        long step = lastDecoding == null ? 0 : ticks(lastDecoding, picture.decoding());
        return step < 0 || step > jumpTicks;
    }

    private Place follow(Picture picture, boolean plausible) {
        MediaTime since = keyframeSince == null ? picture.decoding() : keyframeSince;
        step(picture.decoding());
        Optional<ParameterSets> sets =
                plausible && picture.keyframe() ? ParameterSets.inFrontOf(picture) : Optional.empty();
        keyframeSince = sets.isPresent() ? picture.decoding() : since;
        return sets.isPresent() ? keyframe(picture, sets.get()) : between(picture, since);
    }

    private void step(MediaTime decoding) {
        long step = lastDecoding == null ? 0 : ticks(lastDecoding, decoding);
        pictureTicks = step > 0 ? step : pictureTicks;
        lastDecoding = decoding;
    }

    private Place between(Picture picture, MediaTime since) {
        Duration waited = picture.decoding().since(since);
        if (waited.compareTo(keyframeGap) > 0) {
            return new Place.Unfit(new Cut.NoKeyframe(waited, keyframeGap));
        }
        if (open == null) {
            return new Place.Outside();
        }
        open = open.with(picture.presentation());
        return new Place.Continues();
    }

    private Place keyframe(Picture picture, ParameterSets sets) {
        return switch (sets.format()) {
            case SequenceFormat.Unreadable(String why) -> new Place.Unfit(new Cut.UnreadableParameters(why));
            case SequenceFormat.Parsed format -> keyframe(picture.presentation(), sets, format);
        };
    }

    private Place keyframe(MediaTime shown, ParameterSets sets, SequenceFormat.Parsed format) {
        boolean changed = open != null && !open.sets().equals(sets);
        if (open != null && !changed && ticks(open.keyframe(), shown) < targetTicks) {
            open = open.with(shown);
            return new Place.Continues();
        }
        if (open == null) {
            beginning = shown;
        }
        open = new Run(sets, shown, shown);
        var begins = new Place.Begins(format, discontinuity || changed);
        discontinuity = false;
        return begins;
    }

    private static long ticks(MediaTime from, MediaTime to) {
        return to.ticks() - from.ticks();
    }
}
