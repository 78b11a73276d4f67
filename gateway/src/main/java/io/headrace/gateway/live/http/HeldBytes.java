package io.headrace.gateway.live.http;

/** Counts the bytes of segments in memory, up to a limit. Any thread. */
final class HeldBytes {

    private final long limit;

    /** Guarded by this. */
    private long held;

    HeldBytes(long limit) {
        this.limit = limit;
    }

    /** What one push holds: it grows while the segment comes, and ends when the segment is on disk. One thread. */
    final class Share implements AutoCloseable {
        private long taken;

        /** False when there is no room for so many more. */
        boolean grow(int bytes) {
            synchronized (HeldBytes.this) {
                if (held + bytes > limit) {
                    return false;
                }
                held += bytes;
            }
            taken += bytes;
            return true;
        }

        @Override
        public void close() {
            synchronized (HeldBytes.this) {
                held -= taken;
            }
            taken = 0;
        }
    }

    Share share() {
        return new Share();
    }

    synchronized long held() {
        return held;
    }
}
