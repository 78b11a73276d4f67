package io.headrace.models.batch.describe;

import io.headrace.models.batch.picture.Picture;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is measured in a picture.
 *
 * @param light mean of the luma, 0 to 1
 * @param contrast standard deviation of the luma
 * @param detail mean difference of the luma from pixel to pixel
 * @param colours that cover a tenth of it or more, the widest first
 */
record Description(int width, int height, double light, double contrast, double detail, List<ColourName> colours) {

    private static final double LEAST_SHARE = 0.1;

    static Description of(Picture picture) {
        var counts = new EnumMap<ColourName, Integer>(ColourName.class);
        double sum = 0;
        double squares = 0;
        double steps = 0;
        for (int y = 0; y < picture.height(); y++) {
            double before = luma(picture, 0, y);
            for (int x = 0; x < picture.width(); x++) {
                double luma = luma(picture, x, y);
                sum += luma;
                squares += luma * luma;
                steps += Math.abs(luma - before);
                before = luma;
                var colour = ColourName.of(picture.sample(x, y, 0), picture.sample(x, y, 1), picture.sample(x, y, 2));
                counts.merge(colour, 1, Integer::sum);
            }
        }
        double mean = sum / picture.pixels();
        double deviation = Math.sqrt(Math.max(0, squares / picture.pixels() - mean * mean));
        return new Description(
                picture.width(),
                picture.height(),
                mean,
                deviation,
                steps / picture.pixels(),
                widest(counts, picture.pixels()));
    }

    private static List<ColourName> widest(Map<ColourName, Integer> counts, int pixels) {
        return counts.entrySet().stream()
                .filter(count -> count.getValue() >= LEAST_SHARE * pixels)
                .sorted(Map.Entry.<ColourName, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static double luma(Picture picture, int x, int y) {
        return (0.299 * picture.sample(x, y, 0) + 0.587 * picture.sample(x, y, 1) + 0.114 * picture.sample(x, y, 2))
                / 255;
    }

    /** In English; it speaks of measures alone, never of what is to be seen. */
    String sentence() {
        var shape = width == height ? "square" : width > height ? "landscape" : "portrait";
        var names = colours.stream()
                .map(colour -> colour.name().toLowerCase(Locale.ROOT))
                .toList();
        var coloured = names.isEmpty() ? "of many colours" : "mostly " + String.join(" and ", names);
        return "A " + lightness() + " " + shape + " picture of " + width + " by " + height + " pixels, " + coloured
                + ", with " + contrastInWords() + " contrast and " + detailInWords() + " detail.";
    }

    private String lightness() {
        if (light < 0.25) {
            return "dark";
        }
        return light > 0.7 ? "bright" : "medium-bright";
    }

    private String contrastInWords() {
        if (contrast < 0.08) {
            return "low";
        }
        return contrast > 0.25 ? "high" : "moderate";
    }

    private String detailInWords() {
        if (detail < 0.005) {
            return "little";
        }
        return detail > 0.03 ? "much" : "some";
    }
}
