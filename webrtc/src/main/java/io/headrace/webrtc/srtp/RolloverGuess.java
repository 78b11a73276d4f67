package io.headrace.webrtc.srtp;

/** How often a stream's 16-bit numbers went round, guessed from the highest index known (RFC 3711 section 3.3.1). */
final class RolloverGuess {

    private static final int ROUND = 1 << 16;
    private static final int HALF = ROUND / 2;

    private RolloverGuess() {}

    /** @param highest -1 before there was any */
    static long index(long highest, int sequence) {
        if (highest < 0) {
            return sequence;
        }
        long round = highest & -ROUND;
        int ahead = sequence - (int) (highest & (ROUND - 1));
        if (ahead < -HALF) {
            round += ROUND;
        } else if (ahead > HALF && round > 0) {
            round -= ROUND;
        }
        return round | sequence;
    }
}
