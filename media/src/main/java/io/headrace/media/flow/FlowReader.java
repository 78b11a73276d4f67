package io.headrace.media.flow;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.codec.ParameterSets;
import io.headrace.media.codec.SequenceFormat;
import io.headrace.media.ts.TsDemuxer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Reads segments while they come in, of a {@link SegmentFlow}, a {@link SoundFlow} or anybody else: each unit is handed on
 * when its last byte is there, or, of other writers' large pictures, when the next begins. Times go on over segments and
 * over the wrap of 33 bits.
 *
 * <p>The bytes may come from a stranger: nothing in them is an error, and what is held of them is bounded (see
 * {@link TsDemuxer}). For one thread.
 */
public final class FlowReader {

    private final TsDemuxer demuxer;
    private Optional<SequenceFormat.Parsed> format = Optional.empty();

    public FlowReader() {
        this(TsDemuxer.MAX_PICTURE_BYTES);
    }

    /**
     * @param maxPictureBytes of one picture; larger ones are dropped
     */
    public FlowReader(int maxPictureBytes) {
        demuxer = new TsDemuxer(maxPictureBytes);
    }

    /** Reads the buffer, a piece of the current segment of any size, to its end; returns what became complete. */
    public List<AccessUnit> feed(ByteBuffer bytes) {
        return seen(demuxer.feed(bytes));
    }

    /** The segment ended; the next counts its packets anew. Returns the unit that only waited for another to begin. */
    public List<AccessUnit> nextSegment() {
        return seen(demuxer.finish());
    }

    /** The segment broke off, and another may follow: a unit that is not whole is dropped. */
    public void breakOff() {
        demuxer.breakOff();
    }

    /** What the last keyframe's parameter sets said, if they could be read. */
    public Optional<SequenceFormat.Parsed> format() {
        return format;
    }

    /** Units lost so far: with a missing packet, too large, or unreadable. */
    public long droppedUnits() {
        return demuxer.droppedUnits();
    }

    private List<AccessUnit> seen(List<AccessUnit> units) {
        for (AccessUnit unit : units) {
            if (unit instanceof Picture picture && picture.keyframe()) {
                ParameterSets.inFrontOf(picture)
                        .map(ParameterSets::format)
                        .filter(SequenceFormat.Parsed.class::isInstance)
                        .map(SequenceFormat.Parsed.class::cast)
                        .ifPresent(parsed -> format = Optional.of(parsed));
            }
        }
        return units;
    }
}
