package io.headrace.payments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Money off chain, in wei: an exact fraction, which may be negative (a debt). Expected values, fees and balances are
 * credit; only a winning ticket turns into {@link Wei}.
 *
 * <p>Equal amounts are equal values, however they came about. What tickets are worth has a denominator of 256 bits, and a session
 * adds and compares such amounts many times for every unit: they are brought to lowest terms when somebody looks, or when
 * the denominator becomes long, and not at every step.
 */
public final class Credit implements Comparable<Credit> {

    public static final Credit ZERO = new Credit(BigInteger.ZERO, BigInteger.ONE);

    /** Bits of a denominator that is carried along as it came about: a ticket's, and a price's or two. */
    private static final int LONGEST_CARRIED = 320;

    private final BigInteger numerator;
    private final BigInteger denominator;

    /** Found by whoever needs it first; two who find it at once find the same. */
    private Optional<Credit> lowestTerms = Optional.empty();

    /** @throws IllegalArgumentException when the denominator is zero */
    public Credit(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new IllegalArgumentException("A fraction of " + numerator + " over zero");
        }
        boolean upsideDown = denominator.signum() < 0;
        var above = upsideDown ? numerator.negate() : numerator;
        var below = upsideDown ? denominator.negate() : denominator;
        boolean isLong = below.bitLength() > LONGEST_CARRIED;
        var common = isLong ? above.gcd(below) : BigInteger.ONE;
        this.numerator = isLong ? above.divide(common) : above;
        this.denominator = isLong ? below.divide(common) : below;
    }

    /** In lowest terms. */
    public BigInteger numerator() {
        return lowest().numerator;
    }

    /** In lowest terms; positive. */
    public BigInteger denominator() {
        return lowest().denominator;
    }

    private Credit lowest() {
        var known = lowestTerms;
        if (known.isEmpty()) {
            known = Optional.of(reduced());
            lowestTerms = known;
        }
        return known.get();
    }

    private Credit reduced() {
        if (denominator.equals(BigInteger.ONE)) {
            return this;
        }
        var parts = numerator.divideAndRemainder(denominator);
        if (parts[1].signum() == 0) {
            return new Credit(parts[0], BigInteger.ONE);
        }
        var common = numerator.gcd(denominator);
        return common.equals(BigInteger.ONE) ? this : new Credit(numerator.divide(common), denominator.divide(common));
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

    public Credit plus(Credit other) {
        if (other.signum() == 0) {
            return this;
        }
        if (signum() == 0) {
            return other;
        }
        if (denominator.equals(other.denominator)) {
            return new Credit(numerator.add(other.numerator), denominator);
        }
        if (other.denominator.equals(BigInteger.ONE)) {
            return new Credit(numerator.add(other.numerator.multiply(denominator)), denominator);
        }
        var parts = denominator.divideAndRemainder(other.denominator);
        if (parts[1].signum() == 0) {
            return new Credit(numerator.add(other.numerator.multiply(parts[0])), denominator);
        }
        return new Credit(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Credit minus(Credit other) {
        return plus(other.negated());
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
        return numerator() + "/" + denominator();
    }

    @Override
    public int compareTo(Credit other) {
        if (signum() != other.signum()) {
            return Integer.compare(signum(), other.signum());
        }
        return denominator.equals(other.denominator)
                ? numerator.compareTo(other.numerator)
                : numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Credit that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * numerator().hashCode() + denominator().hashCode();
    }

    /** Exact: {@code n} or {@code n/d}. */
    @Override
    public String toString() {
        return denominator().equals(BigInteger.ONE) ? numerator().toString() : asFraction();
    }
}
