package io.headrace.cli.run;

import java.util.Locale;

/** Sizes as people read them. */
final class Sizes {

    private static final int STEP = 1_000;
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private Sizes() {}

    static String print(long bytes) {
        if (bytes < STEP) {
            return bytes + " bytes";
        }
        double size = (double) bytes / STEP;
        int unit = 0;
        while (size >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
