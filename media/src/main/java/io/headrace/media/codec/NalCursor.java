package io.headrace.media.codec;

import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;

/**
 * Walks over the NAL units of a byte stream (Annex B): each stands behind a start code {@code 00 00 01}, with any
 * number of zeros before and after. It looks no further than it is asked to, so that what stands in front of a
 * picture is read without scanning the picture. Bytes before the first start code are passed over.
 *
 * <p>For one thread.
 */
public final class NalCursor {

    private static final int START_CODE = 3;

    private final ByteBuffer bytes;
    private int start;
    private int searchFrom;

    public NalCursor(ByteBuffer annexB) {
        bytes = annexB.slice();
    }

    public NalCursor(MediaBytes annexB) {
        this(annexB.asByteBuffer());
    }

    /** Moves to the next unit that has at least one byte; false at the end. */
    public boolean next() {
        int code = startCode(searchFrom);
        start = Math.min(code + START_CODE, bytes.limit());
        searchFrom = start;
        return start < bytes.limit();
    }

    public NalKind kind(VideoCodec codec) {
        return NalKind.of(codec, bytes.get(start));
    }

    /** Where the unit's header stands. */
    int offset() {
        return start;
    }

    /** The unit from its header on, and whatever follows it: for whoever reads no further than its beginning. */
    ByteBuffer rest() {
        return bytes.slice(start, bytes.limit() - start);
    }

    /** The unit from its header to its last byte that is not zero, without a start code. Scans for its end. */
    public ByteBuffer unit() {
        int end = startCode(start);
        searchFrom = end;
        while (end > start && bytes.get(end - 1) == 0) {
            end--;
        }
        return bytes.slice(start, end - start);
    }

    /** Where the next start code begins, or the limit. Looks at every third byte unless that may belong to a code. */
    private int startCode(int from) {
        int limit = bytes.limit();
        int at = from + 2;
        while (at < limit) {
            int last = bytes.get(at);
            if (last == 1 && bytes.get(at - 1) == 0 && bytes.get(at - 2) == 0) {
                return at - 2;
            }
            at += last == 0 || last == 1 ? 1 : START_CODE;
        }
        return limit;
    }
}
