package io.headrace.webrtc.rtp;

/** Turns 16-bit numbers that go round into ones that do not: the nearest to the last. For one thread. */
final class SequenceUnroller {

    private long last = -1;

    long unroll(int sequence) {
        long unrolled = last < 0 ? sequence + (1L << 16) : last + (short) (sequence - (int) last);
        last = Math.max(last, unrolled);
        return unrolled;
    }
}
