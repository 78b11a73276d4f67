package io.headrace.wire.live;

import java.util.Optional;
import java.util.regex.Pattern;

/** Width and height of a source in pixels, each 1 to 99,999, as its client states them: {@code 640x360}. */
public record Resolution(int width, int height) {

    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");

    /** Empty when the text is something else. */
    static Optional<Resolution> parse(String text) {
        var match = TEXT.matcher(text);
        return match.matches()
                ? Optional.of(new Resolution(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
