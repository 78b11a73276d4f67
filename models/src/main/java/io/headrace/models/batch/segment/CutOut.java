package io.headrace.models.batch.segment;

import io.headrace.models.batch.reply.NumberField;

/**
 * How surely each place belongs to an object, as log-odds: above 0 where it does. Computed for a small picture, and looked at from
 * any size. Its numbers are shared, not copied.
 */
final class CutOut {

    private static final float MOST = 16;
    private static final float LEAST = 0.25f;

    private final int width;
    private final int height;
    private final float[] odds;

    private CutOut(int width, int height, float[] odds) {
        this.width = width;
        this.height = height;
        this.odds = odds;
    }

    /** @param odds changed so that their signs say what {@code inside} says, and none is larger than {@value #MOST} */
    static CutOut of(int width, int height, float[] odds, boolean[] inside) {
        for (int i = 0; i < odds.length; i++) {
            odds[i] = inside[i] ? Math.clamp(odds[i], LEAST, MOST) : Math.clamp(odds[i], -MOST, -LEAST);
        }
        return new CutOut(width, height, odds);
    }

    /** How sure it is of what it calls the object, 0 to 1; 0 when it calls nothing so. */
    double score() {
        double sum = 0;
        int inside = 0;
        for (float value : odds) {
            if (value > 0) {
                sum += 1 / (1 + Math.exp(-value));
                inside++;
            }
        }
        return inside == 0 ? 0 : sum / inside;
    }

    /** Seen from another size, in between by bilinear interpolation. */
    NumberField odds(int seenWidth, int seenHeight) {
        return new Seen(this, seenWidth, seenHeight, false);
    }

    /** 1 for the object and 0 for what is not. */
    NumberField mask(int seenWidth, int seenHeight) {
        return new Seen(this, seenWidth, seenHeight, true);
    }

    private float at(float x, float y) {
        float inX = Math.clamp(x, 0f, width - 1f);
        float inY = Math.clamp(y, 0f, height - 1f);
        int left = (int) inX;
        int top = (int) inY;
        int right = Math.min(left + 1, width - 1);
        int bottom = Math.min(top + 1, height - 1);
        float toRight = inX - left;
        float above = odds[top * width + left] * (1 - toRight) + odds[top * width + right] * toRight;
        float below = odds[bottom * width + left] * (1 - toRight) + odds[bottom * width + right] * toRight;
        return above + (below - above) * (inY - top);
    }

    private record Seen(CutOut cut, int width, int height, boolean binary) implements NumberField {
        @Override
        public float at(int x, int y) {
            float odds = cut.at((x + 0.5f) * cut.width / width - 0.5f, (y + 0.5f) * cut.height / height - 0.5f);
            if (binary) {
                return odds > 0 ? 1 : 0;
            }
            return odds;
        }
    }
}
