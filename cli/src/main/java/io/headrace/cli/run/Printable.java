package io.headrace.cli.run;

/** What a stranger said, as it may stand on a terminal: nothing in it moves the cursor, clears or colours. */
final class Printable {

    private static final char REPLACEMENT = '\uFFFD';

    private Printable() {}

    static String of(String said) {
        var text = new StringBuilder(said.length());
        said.chars().forEach(each -> text.append(isHarmless((char) each) ? (char) each : REPLACEMENT));
        return text.toString();
    }

    private static boolean isHarmless(char each) {
        return each == '\n' || each == '\t' || !Character.isISOControl(each);
    }
}
