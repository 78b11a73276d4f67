package io.headrace.media.codec;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/** How a stream's pictures are coded, as far as it decides who can show them. */
public sealed interface PictureCoding {

    /** In which order pictures are shown. */
    enum Order {
        /** As they come. */
        AS_DECODED,
        /** Some are shown before others that come earlier: there are B-frames. */
        REORDERED,
        /** The stream does not say it beforehand, and nothing was reordered so far. */
        UNSAID
    }

    /**
     * H.264.
     *
     * @param profile {@code profile_idc} of the sequence parameter set (H.264 annex A.2)
     */
    record Avc(int profile, Order order) implements PictureCoding {}

    /** A codec of which nothing more is known here. */
    record Other(VideoCodec codec) implements PictureCoding {}

    /**
     * A sequence parameter set that cannot be.
     *
     * @param why a sentence
     */
    record Unreadable(String why) implements PictureCoding {}

    /** By the sequence parameter set in front of a keyframe; empty when there is none, so that nothing is said of it. */
    static Optional<PictureCoding> of(Picture keyframe) {
        if (keyframe.codec() != VideoCodec.H264) {
            return Optional.of(new Other(keyframe.codec()));
        }
        var cursor = new NalCursor(keyframe.bytes());
        while (cursor.next() && !cursor.kind(VideoCodec.H264).isSlice()) {
            if (cursor.kind(VideoCodec.H264) == NalKind.SEQUENCE_PARAMETERS) {
                return Optional.of(of(cursor.unit()));
            }
        }
        return Optional.empty();
    }

    /**
     * By a sequence parameter set of H.264.
     *
     * @param unit the NAL unit from its header on, without a start code
     */
    static PictureCoding of(ByteBuffer unit) {
        if (SequenceFormat.parse(VideoCodec.H264, unit) instanceof SequenceFormat.Unreadable(String why)) {
            return new Unreadable(why);
        }
        var sequence = H264Sequence.read(unit);
        return new Avc(sequence.profile(), sequence.hasNoBidirectional() ? Order.AS_DECODED : order(sequence));
    }

    private static Order order(H264Sequence sequence) {
        OptionalLong reordered = sequence.reorderedPictures();
        if (reordered.isEmpty()) {
            return Order.UNSAID;
        }
        return reordered.getAsLong() == 0 ? Order.AS_DECODED : Order.REORDERED;
    }

    /** The same, with what the next picture tells: a keyframe by its parameter sets, another by being a B-frame. */
    default PictureCoding after(Picture next) {
        if (next.keyframe()) {
            return of(next).orElse(this);
        }
        return switch (this) {
            case Avc(var profile, var order)
            when order == Order.UNSAID && SliceType.isBidirectional(next) -> new Avc(profile, Order.REORDERED);
            case Avc _, Other _, Unreadable _ -> this;
        };
    }
}
