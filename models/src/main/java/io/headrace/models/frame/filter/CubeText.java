package io.headrace.models.frame.filter;

import io.headrace.models.frame.ParametersRefused;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of a {@code .cube} file: {@code TITLE} and comments are passed over, {@code LUT_3D_SIZE n} is followed by n³ lines
 * of three numbers. The domain must be 0 to 1, which it is unless the file says otherwise.
 */
final class CubeText {

    private static final int COLOURS = 3;

    private final String text;
    private final List<Float> table = new ArrayList<>();
    private int size;

    CubeText(String text) {
        this.text = text;
    }

    ColourCube cube() throws ParametersRefused {
        int number = 0;
        for (var line : (Iterable<String>) text.lines()::iterator) {
            number++;
            read(line.strip(), number);
        }
        if (size == 0) {
            throw new ParametersRefused("\"cube\" has no line LUT_3D_SIZE; send the text of a 3D .cube file.");
        }
        if (table.size() != points() * COLOURS) {
            throw new ParametersRefused("\"cube\" says LUT_3D_SIZE " + size + " and has " + table.size() / COLOURS
                    + " lines of colours; " + points() + " belong to it.");
        }
        return new ColourCube(size, table);
    }

    private int points() {
        return size * size * size;
    }

    private void read(String line, int number) throws ParametersRefused {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith("TITLE")) {
            return;
        }
        var words = line.split("\\s+", -1);
        switch (words[0]) {
            case "LUT_3D_SIZE" -> size = size(words, number);
            case "DOMAIN_MIN" -> domain(words, 0, number);
            case "DOMAIN_MAX" -> domain(words, 1, number);
            default -> colour(words, number);
        }
    }

    private static int size(String[] words, int number) throws ParametersRefused {
        float said = words.length == 2 ? number(words[1], number) : 0;
        if (said != (int) said || said < 2 || said > ColourCube.MAX_SIZE) {
            throw refused(number, "LUT_3D_SIZE is a whole number in 2.." + ColourCube.MAX_SIZE);
        }
        return (int) said;
    }

    private static void domain(String[] words, int bound, int number) throws ParametersRefused {
        for (int i = 1; i < words.length; i++) {
            if (number(words[i], number) != bound) {
                throw refused(number, "only the domain 0 to 1 is taken");
            }
        }
    }

    private void colour(String[] words, int number) throws ParametersRefused {
        if (words.length != COLOURS || size == 0 || table.size() >= points() * COLOURS) {
            throw refused(number, "three numbers for each point belong after LUT_3D_SIZE, and nothing else");
        }
        for (var word : words) {
            table.add(Math.clamp(number(word, number), 0f, 1f));
        }
    }

    private static float number(String word, int number) throws ParametersRefused {
        try {
            float value = Float.parseFloat(word);
            if (Float.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new ParametersRefused("\"cube\", line " + number + ": no number where one belongs.", e);
        }
        throw refused(number, "a number is not finite");
    }

    private static ParametersRefused refused(int number, String why) {
        return new ParametersRefused("\"cube\", line " + number + ": " + why + ".");
    }
}
