package io.headrace.trickle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a segment at one moment: immutable but for the unused rest of the last page, which no reader looks at.
 * Pages grow, so that a control message does not cost what video costs.
 *
 * @param capacity of all pages together; what a segment is charged for
 */
record SegmentBytes(List<byte[]> pages, long length, long capacity) {
    private static final int FIRST_PAGE = 2 * 1024;
    private static final int LARGEST_PAGE = 1024 * 1024;

    static final SegmentBytes NONE = new SegmentBytes(List.of(), 0, 0);

    SegmentBytes {
        pages = List.copyOf(pages);
    }

    /** How large a page must be added before so many bytes fit; 0 when they fit already. */
    int lackingPage(int bytes) {
        if (length + bytes <= capacity) {
            return 0;
        }
        long doubled = Math.max(FIRST_PAGE, capacity);
        return (int) Math.max(Math.min(doubled, LARGEST_PAGE), bytes - (capacity - length));
    }

    /** Takes all that remains in the chunk. The caller has added a page if one lacked, and is the only one who appends. */
    SegmentBytes plus(ByteBuffer chunk, int newPage) {
        var more = pages;
        if (newPage > 0) {
            more = new ArrayList<>(pages);
            more.add(new byte[newPage]);
        }
        int bytes = chunk.remaining();
        copy(chunk, more);
        return new SegmentBytes(more, length + bytes, capacity + newPage);
    }

    private void copy(ByteBuffer chunk, List<byte[]> into) {
        long pageStart = 0;
        long position = length;
        for (byte[] page : into) {
            int offset = (int) Math.max(0, position - pageStart);
            if (offset < page.length && chunk.hasRemaining()) {
                int taken = Math.min(page.length - offset, chunk.remaining());
                chunk.get(page, offset, taken);
                position += taken;
            }
            pageStart += page.length;
        }
    }
}
