package io.headrace.payments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Money off chain, in wei: an exact fraction, which may be negative (a debt). Expected values, fees and balances are
 * credit; only a winning ticket turns into {@link Wei}.
 *
 * <p>In lowest terms, the denominator positive, so that equal amounts are equal values.
 */
public record Credit(BigInteger numerator, BigInteger denominator) implements Comparable<Credit> {

    public static final Credit ZERO = new Credit(BigInteger.ZERO, BigInteger.ONE);

    public Credit {
        if (denominator.signum() == 0) {
            throw new IllegalArgumentException("A fraction of " + numerator + " over zero");
        }
        if (denominator.signum() < 0) {
            numerator = numerator.negate();
            denominator = denominator.negate();
        }
        if (!denominator.equals(BigInteger.ONE)) {
            var parts = numerator.divideAndRemainder(denominator);
            boolean whole = parts[1].signum() == 0;
            var common = whole ? denominator : numerator.gcd(denominator);
            if (!common.equals(BigInteger.ONE)) {
                numerator = whole ? parts[0] : numerator.divide(common);
                denominator = denominator.divide(common);
            }
        }
    }

    public static Credit of(long wei) {
        return new Credit(BigInteger.valueOf(wei), BigInteger.ONE);
    }

    public static Credit of(Wei wei) {
        return new Credit(wei.amount(), BigInteger.ONE);
    }

    /** @param text {@code n} or {@code n/d}, as {@link #toString} prints it */
    public static Credit parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new Credit(new BigInteger(text), BigInteger.ONE)
                : new Credit(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }

    /** Tickets of one offer have one denominator of 256 bits: it is not multiplied with itself. */
    public Credit plus(Credit other) {
        if (other.signum() == 0) {
            return this;
        }
        if (denominator.equals(other.denominator)) {
            return new Credit(numerator.add(other.numerator), denominator);
        }
        return new Credit(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Credit minus(Credit other) {
        if (other.signum() == 0) {
            return this;
        }
        if (denominator.equals(other.denominator)) {
            return new Credit(numerator.subtract(other.numerator), denominator);
        }
        return new Credit(
                numerator.multiply(other.denominator).subtract(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Credit negated() {
        return new Credit(numerator.negate(), denominator);
    }

    public Credit times(long factor) {
        return new Credit(numerator.multiply(BigInteger.valueOf(factor)), denominator);
    }

    /** How many of {@code unit} this amount holds: the quotient rounded down; zero when this is not positive. */
    public long floorOf(Credit unit) {
        return signum() <= 0
                ? 0
                : numerator
                        .multiply(unit.denominator)
                        .divide(denominator.multiply(unit.numerator))
                        .longValueExact();
    }

    /** How many of {@code unit} cover this amount: the quotient rounded up; zero when this is not positive. */
    public long ceilingOf(Credit unit) {
        if (signum() <= 0) {
            return 0;
        }
        var dividend = numerator.multiply(unit.denominator);
        var divisor = denominator.multiply(unit.numerator);
        var parts = dividend.divideAndRemainder(divisor);
        return parts[0].longValueExact() + (parts[1].signum() == 0 ? 0 : 1);
    }

    public int signum() {
        return numerator.signum();
    }

    public Credit max(Credit other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Credit min(Credit other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** For people: wei with five decimals, halves away from zero as peers print them. Never for arithmetic. */
    public BigDecimal rounded() {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), 5, RoundingMode.HALF_UP);
    }

    /** Always {@code n/d}, as peers print a price. */
    public String asFraction() {
        return numerator + "/" + denominator;
    }

    @Override
    public int compareTo(Credit other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /** Exact: {@code n} or {@code n/d}. */
    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}
