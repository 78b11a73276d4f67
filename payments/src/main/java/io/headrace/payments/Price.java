package io.headrace.payments;

import java.math.BigInteger;

/** Wei per unit of work (pixel, second, token, as the pipeline says): an exact fraction, never negative. */
public record Price(Credit perUnit) implements Comparable<Price> {

    public static final Price FREE = new Price(Credit.ZERO);

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
