package io.headrace.media.codec;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.VideoCodec;
import java.util.Set;

/** From which pictures a slice of H.264 is predicted (section 7.4.3, table 7-6). */
final class SliceType {

    /** The second says besides that all slices of the picture are such. */
    private static final Set<Long> BIDIRECTIONAL = Set.of(1L, 6L);

    private SliceType() {}

    /** Whether a picture's first slice is predicted from two sides, as those of B-frames are. */
    static boolean isBidirectional(Picture picture) {
        if (picture.codec() != VideoCodec.H264) {
            return false;
        }
        var cursor = new NalCursor(picture.bytes());
        while (cursor.next()) {
            if (cursor.kind(VideoCodec.H264).isSlice()) {
                return BIDIRECTIONAL.contains(typeOf(cursor));
            }
        }
        return false;
    }

    private static long typeOf(NalCursor slice) {
        var bits = new BitReader(slice.rest());
        bits.skip(8);
        bits.unsigned();
        return bits.unsigned();
    }
}
