package io.headrace.wire.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HexFormat;

/** Values as the language of existing nodes prints them; clients find them in error texts. */
public final class GoText {

    private static final HexFormat HEX = HexFormat.of();

    private GoText() {}

    /** In quotation marks, on one line ({@code %q}). */
    public static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> appendEscaped(quoted, character));
        return quoted.append('"').toString();
    }

    private static void appendEscaped(StringBuilder quoted, int character) {
        switch (character) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (character < 0x80 && Character.isISOControl(character)) {
                    quoted.append("\\x").append(HEX.toHexDigits((byte) character));
                } else if (Character.isISOControl(character)) {
                    quoted.append("\\u").append(HEX.toHexDigits((char) character));
                } else {
                    quoted.appendCodePoint(character);
                }
            }
        }
    }

    /**
     * A duration of whole milliseconds: {@code 0s}, {@code 500ms}, {@code 1.5s}, {@code 1m30s}, {@code 2h0m0s}.
     *
     * @param duration not negative
     */
    public static String printed(Duration duration) {
        if (duration.isZero() || duration.toSeconds() > 0) {
            var hours = duration.toHours() > 0 ? duration.toHours() + "h" : "";
            var minutes = duration.toMinutes() > 0 ? duration.toMinutesPart() + "m" : "";
            return hours + minutes + seconds(Duration.ofMillis(duration.toMillis() % 60_000)) + "s";
        }
        return duration.toMillis() + "ms";
    }

    /** As a decimal number of seconds without trailing zeros: {@code 400}, {@code 301.5}. */
    public static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    /**
     * Digits alone, without trailing zeros: {@code 24}, {@code 0.5}.
     *
     * @param value finite
     */
    public static String number(double value) {
        var plain = BigDecimal.valueOf(value).stripTrailingZeros();
        return plain.signum() == 0 ? "0" : plain.toPlainString();
    }
}
