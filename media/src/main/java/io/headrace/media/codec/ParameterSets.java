package io.headrace.media.codec;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parameter sets in front of a keyframe, in the stream's order. Two are equal when their bytes are: a keyframe
 * with others begins pictures of another make, be it the size or only the coding.
 */
public final class ParameterSets {

    /** More in front of one picture are no stream's need. */
    private static final int MAX_SETS = 64;

    private final VideoCodec codec;
    private final List<ByteBuffer> units;
    private final SequenceFormat format;

    private ParameterSets(VideoCodec codec, List<ByteBuffer> units, SequenceFormat format) {
        this.codec = codec;
        this.units = List.copyOf(units);
        this.format = format;
    }

    /**
     * The sets in front of the first slice; nothing if there is no sequence parameter set.
     *
     * @throws IllegalArgumentException for a codec without NAL units
     */
    public static Optional<ParameterSets> inFrontOf(Picture picture) {
        return inFront(picture.codec(), picture.bytes());
    }

    static Optional<ParameterSets> inFront(VideoCodec codec, MediaBytes annexB) {
        var cursor = new NalCursor(annexB);
        var units = new ArrayList<ByteBuffer>();
        Optional<SequenceFormat> format = Optional.empty();
        while (cursor.next() && !cursor.kind(codec).isSlice() && units.size() < MAX_SETS) {
            NalKind kind = cursor.kind(codec);
            if (kind.isParameters()) {
                ByteBuffer unit = copy(cursor.unit());
                units.add(unit);
                if (kind == NalKind.SEQUENCE_PARAMETERS && format.isEmpty()) {
                    format = Optional.of(SequenceFormat.parse(codec, unit));
                }
            }
        }
        return format.map(read -> new ParameterSets(codec, units, read));
    }

    /** So that a set does not keep its whole picture in memory. */
    private static ByteBuffer copy(ByteBuffer unit) {
        return MediaBytes.copyOf(unit).asByteBuffer();
    }

    public VideoCodec codec() {
        return codec;
    }

    /** The NAL units from their headers on, without start codes. */
    public List<ByteBuffer> units() {
        return units.stream().map(ByteBuffer::duplicate).toList();
    }

    /** Size and codec tag by the first sequence parameter set, or why it cannot be read. */
    public SequenceFormat format() {
        return format;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParameterSets that && codec == that.codec && units.equals(that.units);
    }

    @Override
    public int hashCode() {
        return units.hashCode();
    }

    @Override
    public String toString() {
        return units.size() + " parameter sets of " + codec + ": " + format;
    }
}
