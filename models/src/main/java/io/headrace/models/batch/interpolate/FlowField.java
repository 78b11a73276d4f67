package io.headrace.models.batch.interpolate;

import java.util.Arrays;

/**
 * Where each pixel of one picture is in another: so many pixels to the right and down. Arrays are shared, not copied.
 *
 * <p>A pixel is <em>consistent</em> when the way back from where it went leads near to where it came from; one that is not has been
 * covered by something, or has left the picture.
 */
final class FlowField {

    private static final int NONE = -1;
    private static final float SLACK = 1;
    private static final float SLACK_PER_PIXEL = 0.05f;

    private final int width;
    private final int height;
    private final float[] right;
    private final float[] down;

    FlowField(int width, int height, float[] right, float[] down) {
        this.width = width;
        this.height = height;
        this.right = right;
        this.down = down;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    float right(int pixel) {
        return right[pixel];
    }

    float down(int pixel) {
        return down[pixel];
    }

    /** Per pixel, whether {@code back} leads back to it. */
    boolean[] consistentWith(FlowField back) {
        boolean[] consistent = new boolean[width * height];
        for (int i = 0; i < consistent.length; i++) {
            int target = target(i);
            consistent[i] = target != NONE && returns(i, back, target);
        }
        return consistent;
    }

    /** The pixel that is nearest to where one goes; {@link #NONE} when that is outside. */
    private int target(int pixel) {
        int column = pixel % width;
        int row = pixel / width;
        int x = Math.round(column + right[pixel]);
        int y = Math.round(row + down[pixel]);
        return x >= 0 && x < width && y >= 0 && y < height ? y * width + x : NONE;
    }

    private boolean returns(int from, FlowField back, int to) {
        float x = right[from] + back.right[to];
        float y = down[from] + back.down[to];
        float slack = SLACK + SLACK_PER_PIXEL * (float) Math.hypot(right[from], down[from]);
        return x * x + y * y <= slack * slack;
    }

    /**
     * With a way for what is covered, of which nothing can be seen: the slowest of the nearest trusted ways to the left, to the
     * right, above and below, since what is covered is behind, and what is behind mostly moves less. What leaves the picture keeps its
     * own.
     */
    FlowField trusting(boolean[] trusted) {
        int[] sources = new int[trusted.length];
        Arrays.fill(sources, NONE);
        for (int y = 0; y < height; y++) {
            offer(trusted, sources, y * width, 1, width);
            offer(trusted, sources, y * width + width - 1, -1, width);
        }
        for (int x = 0; x < width; x++) {
            offer(trusted, sources, x, width, height);
            offer(trusted, sources, (height - 1) * width + x, -width, height);
        }
        float[] newRight = right.clone();
        float[] newDown = down.clone();
        for (int i = 0; i < sources.length; i++) {
            if (sources[i] != NONE && target(i) != NONE) {
                newRight[i] = right[sources[i]];
                newDown[i] = down[sources[i]];
            }
        }
        return new FlowField(width, height, newRight, newDown);
    }

    /** Along a line, what is not trusted is offered the last that was. */
    private void offer(boolean[] trusted, int[] sources, int start, int step, int count) {
        int last = NONE;
        for (int n = 0, i = start; n < count; n++, i += step) {
            if (trusted[i]) {
                last = i;
            } else if (last != NONE && (sources[i] == NONE || speed(last) < speed(sources[i]))) {
                sources[i] = last;
            }
        }
    }

    /** How far a pixel goes, right and down together. */
    float speed(int pixel) {
        return Math.abs(right[pixel]) + Math.abs(down[pixel]);
    }
}
