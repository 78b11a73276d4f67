package io.headrace.models.batch.interpolate;

/**
 * Where each pixel of one picture is in another: so many pixels to the right and down. Arrays are shared, not copied.
 *
 * <p>A pixel is <em>consistent</em> when the way back from where it went leads near to where it came from; one that is not has been
 * covered by something, or has left the picture.
 */
final class FlowField {

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
            int column = i % width;
            int row = i / width;
            int x = Math.round(column + right[i]);
            int y = Math.round(row + down[i]);
            consistent[i] = x >= 0 && x < width && y >= 0 && y < height && returns(i, back, y * width + x);
        }
        return consistent;
    }

    private boolean returns(int from, FlowField back, int to) {
        float x = right[from] + back.right[to];
        float y = down[from] + back.down[to];
        float slack = SLACK + SLACK_PER_PIXEL * (float) Math.hypot(right[from], down[from]);
        return x * x + y * y <= slack * slack;
    }
}
