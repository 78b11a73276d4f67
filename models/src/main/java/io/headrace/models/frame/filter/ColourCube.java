package io.headrace.models.frame.filter;

import io.headrace.models.frame.Frame;
import io.headrace.models.frame.FrameTransform;
import io.headrace.models.frame.ParametersRefused;
import java.util.List;

/**
 * A table from colour to colour, as colourists exchange it: the text of a {@code .cube} file with {@code LUT_3D_SIZE} (Adobe,
 * Cube LUT Specification 1.0). Red changes fastest. Between the points of the table colours are found in the tetrahedron around
 * them, which keeps greys grey.
 */
final class ColourCube implements FrameTransform {

    static final int MAX_SIZE = 65;

    private static final int COLOURS = 3;

    private final int size;
    private final float[] table;
    private final PlaneRows rows = new PlaneRows();

    /** @param table red, green, blue for each point, red of the point changing fastest */
    ColourCube(int size, List<Float> table) {
        this.size = size;
        this.table = new float[table.size()];
        for (int i = 0; i < this.table.length; i++) {
            this.table[i] = table.get(i);
        }
    }

    /** @throws ParametersRefused with the line that cannot be used */
    static ColourCube parse(String text) throws ParametersRefused {
        return new CubeText(text).cube();
    }

    @Override
    public Frame apply(Frame in) {
        rows.change(in, this::change);
        return in;
    }

    private void change(float[] red, float[] green, float[] blue, int length) {
        for (int i = 0; i < length; i++) {
            float r = place(red[i]);
            float g = place(green[i]);
            float b = place(blue[i]);
            int ri = Math.min((int) r, size - 2);
            int gi = Math.min((int) g, size - 2);
            int bi = Math.min((int) b, size - 2);
            int corner = ((bi * size + gi) * size + ri) * COLOURS;
            between(corner, r - ri, g - gi, b - bi, red, green, blue, i);
        }
    }

    private float place(float value) {
        return value > 0 ? Math.min(1f, value) * (size - 1) : 0;
    }

    /** Walks from the near corner of a cell to the far one, along the largest part first. */
    private void between(int near, float r, float g, float b, float[] red, float[] green, float[] blue, int i) {
        int stepR = COLOURS;
        int stepG = size * COLOURS;
        int stepB = size * size * COLOURS;
        int far = near + stepR + stepG + stepB;
        int first;
        int second;
        float high;
        float middle;
        float low;
        if (r >= g) {
            if (g >= b) {
                first = stepR;
                second = stepR + stepG;
                high = r;
                middle = g;
                low = b;
            } else if (r >= b) {
                first = stepR;
                second = stepR + stepB;
                high = r;
                middle = b;
                low = g;
            } else {
                first = stepB;
                second = stepB + stepR;
                high = b;
                middle = r;
                low = g;
            }
        } else if (b >= g) {
            first = stepB;
            second = stepB + stepG;
            high = b;
            middle = g;
            low = r;
        } else if (b >= r) {
            first = stepG;
            second = stepG + stepB;
            high = g;
            middle = b;
            low = r;
        } else {
            first = stepG;
            second = stepG + stepR;
            high = g;
            middle = r;
            low = b;
        }
        float w0 = 1 - high;
        float w1 = high - middle;
        float w2 = middle - low;
        int one = near + first;
        int two = near + second;
        red[i] = w0 * table[near] + w1 * table[one] + w2 * table[two] + low * table[far];
        green[i] = w0 * table[near + 1] + w1 * table[one + 1] + w2 * table[two + 1] + low * table[far + 1];
        blue[i] = w0 * table[near + 2] + w1 * table[one + 2] + w2 * table[two + 2] + low * table[far + 2];
    }

    @Override
    public void close() {}
}
