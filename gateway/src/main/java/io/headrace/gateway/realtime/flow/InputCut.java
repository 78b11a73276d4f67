package io.headrace.gateway.realtime.flow;

import io.headrace.gateway.realtime.flow.InputItem.Begin;
import io.headrace.gateway.realtime.flow.InputItem.End;
import io.headrace.gateway.realtime.flow.InputItem.Unit;
import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.KeyframeCompletion;
import io.headrace.media.codec.SequenceFormat;
import io.headrace.media.cut.Cut;
import io.headrace.media.cut.CutRule;
import io.headrace.media.cut.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the input by the {@link CutRule}, once for all sessions, without waiting for what comes. It keeps the running
 * segment, so that a session that comes late begins with its keyframe, and the one before, of which viewers may still miss
 * something. Where the input cannot be cut, or a segment grows too
 * large, the segment ends, and what follows is dropped up to the next keyframe that will do.
 *
 * <p>Pure; for one thread.
 */
final class InputCut {

    private static final Duration KEYFRAME_GAP = Duration.ofSeconds(20);
    private static final Duration JUMP = Duration.ofSeconds(10);

    private static final class Segment {
        private final long seq;
        private final SequenceFormat.Parsed format;
        private final MediaTime start;
        private final List<InputItem> items = new ArrayList<>();
        private MediaTime last;
        private long pictures;
        private long bytes;

        Segment(long seq, SequenceFormat.Parsed format, MediaTime start) {
            this.seq = seq;
            this.format = format;
            this.start = start;
            this.last = start;
            items.add(new Begin(seq, start, format.width(), format.height()));
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

    private final long segmentBytes;
    private final long backlogBytes;
    private final Consumer<Cut.Failure> unfit;
    private final CutRule rule;
    private final KeyframeCompletion completion = new KeyframeCompletion();
    private @Nullable Segment running;
    /** What was given before the running segment; never after a pause. */
    private @Nullable Segment before;

    private boolean complained;
    private long nextSeq;

    /** @param unfit told why the input cannot be cut; once until it can be again */
    InputCut(FlowLimits limits, Consumer<Cut.Failure> unfit) {
        this.segmentBytes = limits.segmentBytes();
        this.backlogBytes = limits.backlogBytes();
        this.unfit = unfit;
        this.rule = new CutRule(limits.segment(), KEYFRAME_GAP, JUMP);
    }

    /** What sessions are given for this picture; nothing before the first keyframe. */
    List<InputItem> picture(Picture picture) {
        boolean cuttable = picture.codec() == VideoCodec.H264 || picture.codec() == VideoCodec.HEVC;
        var whole = cuttable ? completion.complete(picture) : picture;
        var given = new ArrayList<InputItem>();
        put(whole, rule.place(whole), given);
        return given;
    }

    private void put(Picture picture, Place place, List<InputItem> given) {
        switch (place) {
            case Place.Begins begins -> {
                end(Optional.of(picture.presentation()), given);
                running = new Segment(nextSeq++, begins.format(), picture.presentation());
                complained = false;
                given.addAll(running.items);
                add(picture, given);
            }
            case Place.Continues() -> add(picture, given);
            case Place.Outside() -> {}
            case Place.Jumps(var end, var then) -> {
                end(end, given);
                put(picture, then, given);
            }
            case Place.Unfit(var why) -> fail(why, given);
        }
    }

    /** What sessions are given for this sound, which belongs to the segment that runs; nothing before the first. */
    List<InputItem> sound(Sound sound) {
        var given = new ArrayList<InputItem>();
        if (rule.takes(sound)) {
            add(sound, given);
        }
        return given;
    }

    private void add(AccessUnit unit, List<InputItem> given) {
        if (running != null && running.bytes + unit.bytes().length() > segmentBytes) {
            fail(new Cut.SegmentTooLarge(running.bytes + unit.bytes().length(), segmentBytes), given);
        } else if (running != null) {
            running.add(unit);
            given.add(running.items.getLast());
        }
    }

    private void fail(Cut.Failure why, List<InputItem> given) {
        given.addAll(end());
        if (!complained) {
            complained = true;
            unfit.accept(why);
        }
    }

    /** The input ends or pauses; what may follow begins with a keyframe. */
    List<InputItem> end() {
        var given = new ArrayList<InputItem>();
        end(rule.finish(), given);
        before = null;
        return given;
    }

    private void end(Optional<MediaTime> next, List<InputItem> given) {
        if (running != null && next.isPresent()) {
            var end = running.end(next.get());
            given.add(end);
            running.items.add(end);
            before = running;
            running = null;
        }
    }

    /** The running segment from its keyframe, for a session that is to be given the input from now on. */
    List<InputItem> running() {
        return running == null ? List.of() : List.copyOf(running.items);
    }

    /**
     * As {@link #running}, and the segment before it if it holds pictures that viewers have not had, as far as a session's
     * backlog takes both.
     *
     * @param shown presentation time of the last picture that they had
     */
    List<InputItem> runningSince(long shown) {
        if (running == null
                || before == null
                || before.last.ticks() <= shown
                || before.bytes + running.bytes > backlogBytes) {
            return running();
        }
        var both = new ArrayList<>(before.items);
        both.addAll(running.items);
        return both;
    }
}
