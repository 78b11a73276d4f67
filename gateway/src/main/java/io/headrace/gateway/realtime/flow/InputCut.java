package io.headrace.gateway.realtime.flow;

import io.headrace.gateway.realtime.flow.InputItem.Begin;
import io.headrace.gateway.realtime.flow.InputItem.End;
import io.headrace.gateway.realtime.flow.InputItem.Unit;
import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import io.headrace.media.codec.ParameterSets;
import io.headrace.media.codec.SequenceFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the input where it stands, without waiting for what comes: a segment begins at a keyframe with its parameter sets, if
 * the running one is long enough or has other sets. It keeps the running segment, so that a session that comes late
 * begins with its keyframe. A segment that grows too large ends, and what follows is dropped up to the next keyframe.
 *
 * <p>Pure; for one thread.
 */
final class InputCut {

    /** Of a picture after which no other came: 1/30 s. */
    private static final long PICTURE_TICKS = 3_000;

    private static final class Segment {
        private final long seq;
        private final ParameterSets sets;
        private final SequenceFormat.Parsed format;
        private final MediaTime start;
        private final List<InputItem> items = new ArrayList<>();
        private MediaTime last;
        private long pictures;
        private long bytes;

        Segment(long seq, ParameterSets sets, SequenceFormat.Parsed format, MediaTime start) {
            this.seq = seq;
            this.sets = sets;
            this.format = format;
            this.start = start;
            this.last = start;
            items.add(new Begin(seq, start));
        }

        void add(AccessUnit unit) {
            items.add(new Unit(unit));
            bytes += unit.bytes().length();
            if (unit instanceof Picture) {
                pictures++;
                last = unit.presentation().compareTo(last) > 0 ? unit.presentation() : last;
            }
        }

        End end(MediaTime next) {
            return new End(seq, next.since(start), pictures, format.width(), format.height(), last);
        }
    }

    private final FlowLimits limits;
    private @Nullable Segment running;
    private long nextSeq;

    InputCut(FlowLimits limits) {
        this.limits = limits;
    }

    /** What sessions are given for this picture; nothing before the first keyframe. */
    List<InputItem> picture(Picture picture) {
        var given = new ArrayList<InputItem>();
        var sets = picture.keyframe() ? ParameterSets.inFrontOf(picture) : Optional.<ParameterSets>empty();
        if (sets.isPresent()
                && sets.get().format() instanceof SequenceFormat.Parsed format
                && cutsAt(picture, sets.get())) {
            if (running != null) {
                given.add(running.end(picture.presentation()));
            }
            running = new Segment(nextSeq++, sets.get(), format, picture.presentation());
            given.addAll(running.items);
        }
        add(picture, given);
        return given;
    }

    private boolean cutsAt(Picture keyframe, ParameterSets sets) {
        return running == null
                || !running.sets.equals(sets)
                || keyframe.presentation().since(running.start).compareTo(limits.segment()) >= 0;
    }

    /** What sessions are given for this sound, which belongs to the segment that runs; nothing before the first. */
    List<InputItem> sound(Sound sound) {
        var given = new ArrayList<InputItem>();
        add(sound, given);
        return given;
    }

    private void add(AccessUnit unit, List<InputItem> given) {
        if (running == null) {
            return;
        }
        if (running.bytes + unit.bytes().length() > limits.segmentBytes()) {
            given.addAll(end());
            return;
        }
        running.add(unit);
        given.add(running.items.getLast());
    }

    /** The input ends or pauses; what may follow begins with a keyframe. */
    List<InputItem> end() {
        if (running == null) {
            return List.of();
        }
        var end = running.end(new MediaTime(running.last.ticks() + PICTURE_TICKS));
        running = null;
        return List.of(end);
    }

    /** The running segment from its keyframe, for a session that is to be given the input from now on. */
    List<InputItem> running() {
        return running == null ? List.of() : List.copyOf(running.items);
    }
}
