package io.headrace.webrtc.send;

import java.time.Duration;

/**
 * How fast a viewer is sent to, and when its way is full. The viewer's estimate of its way (REMB) is the measure:
 *
 * <pre>
 * packets leave at    {@link #SPEED} × the estimate, so that a keyframe is no burst that the way cannot hold
 * on average leaves   {@link #AVERAGE} × the estimate; what leaves or waits beyond that is a debt
 * a picture is left out when the debt is that of {@link #PATIENCE}, and with it all that follow it up to a keyframe
 *                     that finds half of that: what builds on a missing picture cannot be shown
 * </pre>
 *
 * So nothing waits without bound, a way that carries less than the stream shows the first pictures of each group, and an
 * estimate that is a little low costs nothing. Until there is an estimate, {@link #START} is one. For one thread.
 */
final class ViewerPace {

    /** Bits per second: what a viewer counts on who says nothing. */
    static final long START = 20_000_000;

    /** Bits per second: however little the way carries, so much is tried. */
    static final long LEAST = 150_000;

    /** Bits per second: beyond it more would wait for one viewer than it is worth. */
    static final long MOST = 100_000_000;

    static final double SPEED = 2.5;
    static final double AVERAGE = 1.25;
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Bits per second: a keyframe takes its time also where the estimate is low, but not so long that pictures stand still. */
    private static final long LEAST_SPEED = 2_000_000;

    /** What leaves at once after a pause. */
    private static final Duration BURST = Duration.ofMillis(5);

    private static final double NANOS_PER_SECOND = 1e9;

    private long estimate = START;
    private double debtBytes;
    private long debtNanos;
    private long freeNanos;
    private boolean leavingOut;

    ViewerPace(long nowNanos) {
        debtNanos = nowNanos;
        freeNanos = nowNanos;
    }

    /** The viewer says what its way carries. */
    void estimated(long bitsPerSecond, long nowNanos) {
        settle(nowNanos);
        estimate = Math.clamp(bitsPerSecond, LEAST, MOST);
    }

    /**
     * Whether a picture is to be sent; what is sent counts from now on.
     *
     * @param bytes of all its packets
     */
    boolean admits(long bytes, boolean keyframe, long nowNanos) {
        settle(nowNanos);
        double bound = AVERAGE * estimate / 8 * PATIENCE.toSeconds();
        if (leavingOut) {
            leavingOut = !keyframe || debtBytes > bound / 2;
        } else {
            leavingOut = debtBytes > bound;
        }
        if (!leavingOut) {
            debtBytes += bytes;
        }
        return !leavingOut;
    }

    /** Whether pictures are left out now. */
    boolean leavingOut() {
        return leavingOut;
    }

    /** A packet leaves outside the order: sound, or a repair. */
    void spent(long bytes, long nowNanos) {
        settle(nowNanos);
        debtBytes += bytes;
    }

    private void settle(long nowNanos) {
        double paid = AVERAGE * estimate / 8 * (nowNanos - debtNanos) / NANOS_PER_SECOND;
        debtBytes = Math.max(0, debtBytes - paid);
        debtNanos = nowNanos;
    }

    /** Whether the next packet of a picture may leave. */
    boolean isFree(long nowNanos) {
        return nowNanos - freeNanos >= 0;
    }

    /** A packet of a picture leaves. */
    void left(long bytes, long nowNanos) {
        double speed = Math.max(LEAST_SPEED, SPEED * estimate);
        freeNanos = Math.max(freeNanos, nowNanos - BURST.toNanos()) + (long) (bytes * 8 * NANOS_PER_SECOND / speed);
    }
}
