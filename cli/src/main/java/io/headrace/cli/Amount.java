package io.headrace.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;

/**
 * Money as people type it: whole wei, or a number with its unit ({@code 0.5eth}, {@code 10gwei}, {@code 100lpt}). Becomes
 * the decimal digits of the smallest parts; what is finer than those is refused, never rounded.
 */
public final class Amount {

    private static final int MAX_LENGTH = 80;
    private static final int MAX_DIGITS = 78;
    private static final Map<String, Integer> ETH = Map.of("", 0, "wei", 0, "gwei", 9, "eth", 18);
    private static final Map<String, Integer> TOKENS = Map.of("", 0, "lpt", 18);

    private Amount() {}

    /** @throws CommandFailed for what is no amount of ether above zero */
    public static String ofEth(String typed) {
        return positive(typed, ETH, "12345, 10gwei or 0.5eth").toString();
    }

    /** @throws CommandFailed for what is no amount of tokens above zero */
    static String ofTokens(String typed) {
        return positive(typed, TOKENS, "100lpt, or its smallest parts in digits")
                .toString();
    }

    /**
     * A price, of which a part of a wei may be asked.
     *
     * @return {@code n} or {@code n/d}
     */
    static String ofPrice(String typed) {
        String example = "1200, 0.3, 2gwei or 1/3";
        if (typed.matches("[0-9]{1,40}/[0-9]{0,39}[1-9][0-9]{0,39}")) {
            return typed;
        }
        var price = scaled(typed, ETH, example).stripTrailingZeros();
        return price.scale() <= 0
                ? price.toBigIntegerExact().toString()
                : price.unscaledValue() + "/" + BigInteger.TEN.pow(price.scale());
    }

    private static BigInteger positive(String typed, Map<String, Integer> units, String example) {
        var scaled = scaled(typed, units, example);
        if (scaled.signum() == 0 || scaled.stripTrailingZeros().scale() > 0 || scaled.precision() > MAX_DIGITS) {
            throw wrong(typed, example);
        }
        return scaled.toBigIntegerExact();
    }

    private static BigDecimal scaled(String typed, Map<String, Integer> units, String example) {
        var text = typed.strip().toLowerCase(Locale.ROOT);
        var number = text.replaceFirst("[a-z]*$", "");
        var places = units.get(text.substring(number.length()));
        if (text.length() > MAX_LENGTH || places == null || !number.matches("[0-9]+(\\.[0-9]+)?")) {
            throw wrong(typed, example);
        }
        return new BigDecimal(number).scaleByPowerOfTen(places);
    }

    private static CommandFailed wrong(String typed, String example) {
        var shown = typed.length() > MAX_LENGTH ? typed.substring(0, MAX_LENGTH) + "…" : typed;
        return new CommandFailed(
                ExitCode.WRONG_USE, "Not an amount that can be asked for: \"" + shown + "\". Write it as " + example);
    }
}
