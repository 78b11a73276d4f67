package io.headrace.models.batch.segment;

/**
 * How likely colours are under a mixture of Gaussians, as GrabCut leaves it: for each of five components a weight, then the means of
 * the three colours, then their covariances, row by row.
 */
final class ColourModel {

    /** In a model. */
    static final int NUMBERS = 65;

    private static final int COMPONENTS = 5;
    private static final int COLOURS = 3;
    private static final double FLOOR = 1e-12;
    private static final double LEAST_VARIANCE = 1;

    private final double[] model;
    private final double[] factors = new double[COMPONENTS];
    private final double[][] inverses = new double[COMPONENTS][];

    /** @param model not copied */
    ColourModel(double[] model) {
        this.model = model;
        for (int i = 0; i < COMPONENTS; i++) {
            invert(i);
        }
    }

    private void invert(int component) {
        double[] c = new double[COLOURS * COLOURS];
        System.arraycopy(model, COMPONENTS + COMPONENTS * COLOURS + component * c.length, c, 0, c.length);
        for (int i = 0; i < COLOURS; i++) {
            c[i * COLOURS + i] += LEAST_VARIANCE;
        }
        double determinant = c[0] * (c[4] * c[8] - c[5] * c[7])
                - c[1] * (c[3] * c[8] - c[5] * c[6])
                + c[2] * (c[3] * c[7] - c[4] * c[6]);
        inverses[component] = new double[] {
            (c[4] * c[8] - c[5] * c[7]) / determinant,
            (c[2] * c[7] - c[1] * c[8]) / determinant,
            (c[1] * c[5] - c[2] * c[4]) / determinant,
            (c[5] * c[6] - c[3] * c[8]) / determinant,
            (c[0] * c[8] - c[2] * c[6]) / determinant,
            (c[2] * c[3] - c[0] * c[5]) / determinant,
            (c[3] * c[7] - c[4] * c[6]) / determinant,
            (c[1] * c[6] - c[0] * c[7]) / determinant,
            (c[0] * c[4] - c[1] * c[3]) / determinant
        };
        factors[component] = model[component] / Math.sqrt(determinant);
    }

    /** The logarithm of the likelihood, but for a constant. */
    double logLikelihood(int first, int second, int third) {
        double sum = FLOOR;
        for (int i = 0; i < COMPONENTS; i++) {
            sum += factors[i] * Math.exp(-0.5 * distance(i, first, second, third));
        }
        return Math.log(sum);
    }

    private double distance(int component, int first, int second, int third) {
        int mean = COMPONENTS + component * COLOURS;
        double a = first - model[mean];
        double b = second - model[mean + 1];
        double c = third - model[mean + 2];
        double[] m = inverses[component];
        return a * (m[0] * a + m[1] * b + m[2] * c)
                + b * (m[3] * a + m[4] * b + m[5] * c)
                + c * (m[6] * a + m[7] * b + m[8] * c);
    }
}
