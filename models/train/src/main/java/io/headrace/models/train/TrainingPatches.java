package io.headrace.models.train;

import io.headrace.models.batch.upscale.Bicubic;
import io.headrace.models.batch.upscale.Plane;
import io.headrace.models.batch.upscale.ProceduralPictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Batches of small squares out of procedural pictures and of what they were made from. A pool of pictures is drawn first; each
 * batch replaces one.
 *
 * <pre>
 * low   (batch, 1, side, side)   a piece of the halved picture
 * high  (batch, 4, side, side)   the four pixels of each of its pixels: upper left, upper right, lower left, lower right
 * </pre>
 */
final class TrainingPatches {

    static final int BATCH = 16;
    static final int SIDE = 40;

    private static final int PICTURE = 160;
    private static final int POOL = 120;

    private final Random random;
    private final ProceduralPictures pictures;
    private final List<Pair> pool = new ArrayList<>();
    private final float[] low = new float[BATCH * SIDE * SIDE];
    private final float[] high = new float[BATCH * Bicubic.PHASES * SIDE * SIDE];

    private record Pair(Plane low, Plane high) {}

    TrainingPatches(long seed) {
        random = new Random(seed);
        pictures = new ProceduralPictures(seed);
        for (int i = 0; i < POOL; i++) {
            pool.add(draw());
        }
    }

    private Pair draw() {
        var high = pictures.drawLuma(PICTURE);
        return new Pair(Bicubic.half(high), high);
    }

    /** Fills {@link #low} and {@link #high} anew. */
    void next() {
        pool.set(random.nextInt(POOL), draw());
        for (int i = 0; i < BATCH; i++) {
            cut(pool.get(random.nextInt(POOL)), i);
        }
    }

    private void cut(Pair pair, int place) {
        int left = random.nextInt(PICTURE / 2 - SIDE + 1);
        int top = random.nextInt(PICTURE / 2 - SIDE + 1);
        boolean mirrored = random.nextBoolean();
        for (int i = 0; i < SIDE * SIDE; i++) {
            int x = left + (mirrored ? SIDE - 1 - i % SIDE : i % SIDE);
            int y = top + i / SIDE;
            low[place * SIDE * SIDE + i] = pair.low().at(x, y);
            for (int phase = 0; phase < Bicubic.PHASES; phase++) {
                int right = mirrored ? 1 - phase % 2 : phase % 2;
                high[(place * Bicubic.PHASES + phase) * SIDE * SIDE + i] =
                        pair.high().at(2 * x + right, 2 * y + phase / 2);
            }
        }
    }

    /** Written again by {@link #next}. */
    float[] low() {
        return low;
    }

    /** Written again by {@link #next}. */
    float[] high() {
        return high;
    }
}
