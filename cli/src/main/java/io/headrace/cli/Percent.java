package io.headrace.cli;

import java.math.BigDecimal;

/** A share as people type it: percent with up to four decimals, with or without the sign. */
final class Percent {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private Percent() {}

    /** @throws CommandFailed for what is not from 0 to 100 */
    static String inMillionths(String typed) {
        var number = typed.strip().replaceFirst(" ?%$", "");
        if (!number.matches("[0-9]{1,3}(\\.[0-9]{1,4})?") || new BigDecimal(number).compareTo(WHOLE) > 0) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE, "A share is 0 to 100 percent with up to four decimals, not \"" + typed + "\"");
        }
        return new BigDecimal(number).movePointRight(4).toBigIntegerExact().toString();
    }
}
