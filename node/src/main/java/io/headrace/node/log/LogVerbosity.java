package io.headrace.node.log;

import ch.qos.logback.classic.Level;
import java.util.Locale;
import java.util.Set;

/**
 * How much is logged: the name of a level, or the network's number as go-livepeer's {@code -v} takes it, of which 4 tells
 * what happens, 5 adds what helps to find faults, and 6 everything.
 */
public record LogVerbosity(Level level) {

    private static final Set<String> NAMES = Set.of("error", "warn", "info", "debug", "trace");
    private static final int DEBUG = 5;
    private static final int EVERYTHING = 6;

    /** @throws IllegalArgumentException for neither */
    public static LogVerbosity parse(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (NAMES.contains(lower)) {
            return new LogVerbosity(Level.toLevel(lower));
        }
        if (lower.matches("\\d{1,2}")) {
            return ofNumber(Integer.parseInt(lower));
        }
        throw new IllegalArgumentException(
                "A log level is error, warn, info, debug, trace, or a number from 0 to 99, not " + text);
    }

    private static LogVerbosity ofNumber(int number) {
        if (number >= EVERYTHING) {
            return new LogVerbosity(Level.TRACE);
        }
        return new LogVerbosity(number == DEBUG ? Level.DEBUG : Level.INFO);
    }
}
