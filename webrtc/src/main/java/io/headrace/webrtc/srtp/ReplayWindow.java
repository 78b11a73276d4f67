package io.headrace.webrtc.srtp;

/** Which of the latest packets were seen (RFC 3711 section 3.3.2): each is taken once, very late ones never. */
final class ReplayWindow {

    /** Packets that may come out of order; a retransmission within a second still fits. */
    static final int SIZE = 1024;

    private final long[] seen = new long[SIZE / Long.SIZE];
    private long highest = -1;

    /** The highest index that was taken; -1 before any was. */
    long highest() {
        return highest;
    }

    boolean isNew(long index) {
        return index > highest || (index > highest - SIZE && !isMarked(index));
    }

    /** Only after the packet proved to be the other end's. */
    void take(long index) {
        if (index > highest) {
            for (long skipped = Math.max(highest + 1, index - SIZE + 1); skipped < index; skipped++) {
                mark(skipped, false);
            }
            highest = index;
        }
        mark(index, true);
    }

    private boolean isMarked(long index) {
        return (seen[word(index)] & bit(index)) != 0;
    }

    private void mark(long index, boolean taken) {
        if (taken) {
            seen[word(index)] |= bit(index);
        } else {
            seen[word(index)] &= ~bit(index);
        }
    }

    private static int word(long index) {
        return (int) (index % SIZE) / Long.SIZE;
    }

    private static long bit(long index) {
        return 1L << (index % Long.SIZE);
    }
}
