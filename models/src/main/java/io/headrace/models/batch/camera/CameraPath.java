package io.headrace.models.batch.camera;

import java.util.random.RandomGenerator;

/**
 * Which part of a picture is seen, from beginning to end: a slow zoom, in or out, with a drift to one side. It sets off and comes to
 * rest softly.
 *
 * @param nearest how large a part is seen at the nearest, 0 to 1; all of it at the farthest
 * @param closing whether it comes nearer
 * @param driftX where the nearest view lies between the left (-1) and the right (1) edge
 * @param driftY between the upper (-1) and the lower (1) edge
 */
record CameraPath(double nearest, boolean closing, double driftX, double driftY) {

    /** At the largest motion a fifth is cut off at each side. */
    private static final double MOST_CUT = 0.4;

    private static final int MAX_MOTION = 255;

    /** @param motion 1 to 255, as the contract's {@code motion_bucket_id} */
    static CameraPath of(int motion, RandomGenerator random) {
        double nearest = 1 - MOST_CUT * motion / MAX_MOTION;
        return new CameraPath(nearest, random.nextBoolean(), random.nextDouble(-1, 1), random.nextDouble(-1, 1));
    }

    /**
     * What is seen, in parts of the picture's sides.
     *
     * @param left of the view's left edge
     * @param size of the view, the same both ways
     */
    record View(double left, double top, double size) {}

    /** @param moment 0 at the beginning, 1 at the end */
    View at(double moment) {
        double eased = moment * moment * (3 - 2 * moment);
        double near = closing ? eased : 1 - eased;
        double size = 1 - (1 - nearest) * near;
        double room = 1 - size;
        return new View(room * (1 + driftX) / 2, room * (1 + driftY) / 2, size);
    }
}
