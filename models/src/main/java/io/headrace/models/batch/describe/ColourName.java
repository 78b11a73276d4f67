package io.headrace.models.batch.describe;

/** The names that people give to colours, by hue, saturation and lightness. */
enum ColourName {
    BLACK,
    GREY,
    WHITE,
    RED,
    ORANGE,
    BROWN,
    YELLOW,
    GREEN,
    CYAN,
    BLUE,
    PURPLE,
    PINK;

    private static final double DARK = 0.12;
    private static final double LIGHT = 0.9;
    private static final double PALE = 0.14;
    private static final double BROWNISH = 0.42;
    private static final double PINKISH = 0.7;

    /** Samples of 0 to 255. */
    static ColourName of(int red, int green, int blue) {
        double max = Math.max(red, Math.max(green, blue)) / 255.0;
        double min = Math.min(red, Math.min(green, blue)) / 255.0;
        double lightness = (max + min) / 2;
        double chroma = max - min;
        if (lightness < DARK) {
            return BLACK;
        }
        if (chroma < PALE) {
            return lightness > LIGHT ? WHITE : GREY;
        }
        return byHue(hue(red / 255.0, green / 255.0, blue / 255.0, max, chroma), lightness);
    }

    private static double hue(double red, double green, double blue, double max, double chroma) {
        if (max == red) {
            return (60 * (green - blue) / chroma + 360) % 360;
        }
        return max == green ? 60 * (blue - red) / chroma + 120 : 60 * (red - green) / chroma + 240;
    }

    private static ColourName byHue(double hue, double lightness) {
        if (hue < 16 || hue >= 345) {
            return lightness > PINKISH ? PINK : RED;
        }
        if (hue < 45) {
            return lightness < BROWNISH ? BROWN : ORANGE;
        }
        if (hue < 70) {
            return YELLOW;
        }
        if (hue < 165) {
            return GREEN;
        }
        if (hue < 200) {
            return CYAN;
        }
        if (hue < 258) {
            return BLUE;
        }
        return hue < 310 ? PURPLE : PINK;
    }
}
