package io.headrace.payments;

import java.math.BigInteger;

/** An amount of money that moves on chain: a whole number of wei, never negative. */
public record Wei(BigInteger amount) implements Comparable<Wei> {

    public static final Wei ZERO = new Wei(BigInteger.ZERO);

    public Wei {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("An amount of wei is never negative: " + amount);
        }
    }

    public static Wei of(long amount) {
        return new Wei(BigInteger.valueOf(amount));
    }

    /** @param decimal digits only, as on the machine-readable face */
    public static Wei parse(String decimal) {
        return new Wei(new BigInteger(decimal));
    }

    public Wei plus(Wei more) {
        return new Wei(amount.add(more.amount));
    }

    /** @throws IllegalArgumentException when there is less than that */
    public Wei minus(Wei less) {
        return new Wei(amount.subtract(less.amount));
    }

    public Wei times(long factor) {
        return new Wei(amount.multiply(BigInteger.valueOf(factor)));
    }

    public Wei min(Wei other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    @Override
    public int compareTo(Wei other) {
        return amount.compareTo(other.amount);
    }

    /** The decimal digits, without a unit. */
    @Override
    public String toString() {
        return amount.toString();
    }
}
