package io.headrace.models.batch.interpolate;

import io.headrace.models.batch.picture.Picture;

/** Looks at a picture between its pixels: bilinear, and at the edge beyond it. */
record Sampler(Picture picture) {

    /** Writes red, green and blue, 0 to 255. */
    void at(float x, float y, float[] colour) {
        float inX = Math.clamp(x, 0f, picture.width() - 1f);
        float inY = Math.clamp(y, 0f, picture.height() - 1f);
        int left = Math.min((int) inX, Math.max(0, picture.width() - 2));
        int top = Math.min((int) inY, Math.max(0, picture.height() - 2));
        int right = Math.min(left + 1, picture.width() - 1);
        int bottom = Math.min(top + 1, picture.height() - 1);
        float toRight = inX - left;
        float toBottom = inY - top;
        for (int c = 0; c < Picture.COLOURS; c++) {
            float above = mix(picture.sample(left, top, c), picture.sample(right, top, c), toRight);
            float below = mix(picture.sample(left, bottom, c), picture.sample(right, bottom, c), toRight);
            colour[c] = mix(above, below, toBottom);
        }
    }

    private static float mix(float from, float to, float part) {
        return from + (to - from) * part;
    }
}
