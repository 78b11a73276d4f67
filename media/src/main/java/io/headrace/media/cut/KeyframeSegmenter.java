package io.headrace.media.cut;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.media.ts.TsMuxer;
import io.headrace.media.ts.TsStreams;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a live stream by the {@link CutRule} into segments that can be decoded by themselves, whose durations are the
 * distances of their keyframes to the tick.
 *
 * <p>Sound goes to the segment in whose time it is heard. A segment waits for sound that is still to come, until sound of
 * the next has come or the pictures are {@code soundHoldBack} past its end; later sound goes to the segment then open.
 * Sound before the first keyframe's time, or further than a jump from the pictures, is dropped.
 *
 * <p>After a failure every call returns that failure. For one thread; no clock but the stream's.
 */
public final class KeyframeSegmenter {

    /** What is held of sound that came before the first keyframe: more than a second of it. */
    private static final int EARLY_SOUNDS = 64;

    private final CutLimits limits;
    private final CutRule rule;
    private final TsMuxer muxer = new TsMuxer(TsStreams.ofPictures(VideoCodec.H264));
    private final Deque<Sound> early = new ArrayDeque<>();
    private final List<CutSegment> ready = new ArrayList<>();

    private @Nullable OpenSegment open;
    private @Nullable Ending ending;
    private boolean soundCame;
    private Cut.@Nullable Failure failure;

    /** Complete but for sound that may still come. */
    private record Ending(OpenSegment segment, MediaTime end) {}

    public KeyframeSegmenter(CutLimits limits) {
        this.limits = limits;
        rule = new CutRule(limits.target(), limits.keyframeGap(), limits.jump());
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
        end(rule.finish());
        return answer();
    }

    /** As {@link #finish}; what follows is another publisher's or another run's, and marked as a discontinuity. */
    public Cut restart() {
        end(rule.restart());
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
        put(picture, rule.place(picture));
        guard();
        release(picture.decoding());
    }

    private void put(Picture picture, Place place) {
        switch (place) {
            case Place.Begins begins -> begin(new OpenSegment(picture, begins.format(), begins.discontinuity()));
            case Place.Continues() -> open().add(picture);
            case Place.Outside() -> {}
            case Place.Jumps(var end, var then) -> {
                end(end);
                put(picture, then);
            }
            case Place.Unfit(var why) -> fail(why);
        }
    }

    private OpenSegment open() {
        return Objects.requireNonNull(open, "a picture continues a segment, and none is open");
    }

    private void begin(OpenSegment segment) {
        if (open == null) {
            early.stream().filter(rule::takes).forEach(segment::add);
            early.clear();
        } else {
            cut(open, segment);
        }
        open = segment;
    }

    /** Ends the open segment where the next begins. */
    private void cut(OpenSegment before, OpenSegment segment) {
        closeEnding();
        before.removeSoundsFrom(segment.keyframe()).forEach(segment::add);
        ending = new Ending(before, segment.keyframe());
        if (segment.units() > 1 || !soundCame) {
            closeEnding();
        }
    }

    private void add(Sound sound) {
        if (sound.bytes().length() > TsMuxer.MAX_SOUND_BYTES) {
            return;
        }
        soundCame = true;
        if (open == null) {
            keep(sound);
        } else if (rule.takes(sound)) {
            if (ending != null && sound.presentation().compareTo(ending.end) < 0) {
                ending.segment.add(sound);
            } else {
                open.add(sound);
                closeEnding();
            }
            guard();
        }
    }

    private void keep(Sound sound) {
        if (early.size() == EARLY_SOUNDS) {
            early.removeFirst();
        }
        early.add(sound);
    }

    private void end(Optional<MediaTime> end) {
        closeEnding();
        if (open != null) {
            ready.add(open.close(muxer, end.orElseThrow()));
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

    private void guard() {
        guard(open);
        guard(ending == null ? null : ending.segment);
    }

    private void guard(@Nullable OpenSegment segment) {
        if (segment != null && segment.bytes() > limits.segmentBytes()) {
            fail(new Cut.SegmentTooLarge(segment.bytes(), limits.segmentBytes()));
        } else if (segment != null && segment.units() > limits.segmentUnits()) {
            fail(new Cut.TooManyUnits(segment.units(), limits.segmentUnits()));
        }
    }

    private void fail(Cut.Failure reason) {
        failure = reason;
        ending = null;
        rule.finish();
        forget();
    }

    private void forget() {
        open = null;
        soundCame = false;
        early.clear();
    }
}
