package io.headrace.payments;

import java.math.BigInteger;

/** Wei per unit of work (pixel, second, token, as the pipeline says): an exact fraction, never negative. */
public record Price(Credit perUnit) implements Comparable<Price> {

    public static final Price FREE = new Price(Credit.ZERO);

    private static final BigInteger SIX_DIGITS = BigInteger.valueOf(100_000);
    private static final BigInteger FINEST = BigInteger.TEN.pow(18);

    public Price {
        if (perUnit.signum() < 0) {
            throw new IllegalArgumentException("A price is never negative: " + perUnit);
        }
    }

    /** {@code wei} for every {@code units}: the network's {@code pricePerUnit / pixelsPerUnit}. */
    public static Price of(long wei, long units) {
        return new Price(new Credit(BigInteger.valueOf(wei), BigInteger.valueOf(units)));
    }

    /** What so much work costs. */
    public Credit times(long units) {
        return perUnit.times(units);
    }

    /**
     * The same, or a little more, as two numbers of 63 bits: what can be said to peers, and so what tickets are bound
     * to. Rounded to thousandths of a wei, as the network's nodes have it, or finer where six digits are not reached.
     *
     * @throws IllegalArgumentException when even whole wei are too many
     */
    public Price portable() {
        if (fits(perUnit)) {
            return this;
        }
        var unit = BigInteger.valueOf(1_000);
        while (unit.compareTo(FINEST) < 0 && scaled(unit).compareTo(SIX_DIGITS) < 0) {
            unit = unit.multiply(BigInteger.TEN);
        }
        var rounded = new Credit(scaled(unit), unit);
        var whole = fits(rounded) ? rounded : new Credit(scaled(BigInteger.ONE), BigInteger.ONE);
        if (!fits(whole)) {
            throw new IllegalArgumentException("No peer can be told of a price of " + perUnit.rounded() + " wei");
        }
        return new Price(whole);
    }

    private BigInteger scaled(BigInteger unit) {
        var parts = perUnit.numerator().multiply(unit).divideAndRemainder(perUnit.denominator());
        return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    }

    private static boolean fits(Credit fraction) {
        return fraction.numerator().bitLength() < Long.SIZE
                && fraction.denominator().bitLength() < Long.SIZE;
    }

    public boolean isFree() {
        return perUnit.signum() == 0;
    }

    @Override
    public int compareTo(Price other) {
        return perUnit.compareTo(other.perUnit);
    }

    /** Exact, in wei per unit. */
    @Override
    public String toString() {
        return perUnit.toString();
    }
}
