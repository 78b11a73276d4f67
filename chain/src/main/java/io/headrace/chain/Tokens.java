package io.headrace.chain;

import java.math.BigInteger;

/** An amount of the protocol's token, in its smallest part (10^-18): what orchestrators bond. Never negative. */
public record Tokens(BigInteger amount) implements Comparable<Tokens> {

    public static final Tokens ZERO = new Tokens(BigInteger.ZERO);

    private static final BigInteger ONE = BigInteger.TEN.pow(18);

    public Tokens {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("An amount of tokens is never negative: " + amount);
        }
    }

    public static Tokens whole(long tokens) {
        return new Tokens(ONE.multiply(BigInteger.valueOf(tokens)));
    }

    public Tokens plus(Tokens more) {
        return new Tokens(amount.add(more.amount));
    }

    /** @throws IllegalArgumentException when there is less than that */
    public Tokens minus(Tokens less) {
        return new Tokens(amount.subtract(less.amount));
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    @Override
    public int compareTo(Tokens other) {
        return amount.compareTo(other.amount);
    }

    /** The decimal digits of the smallest parts. */
    @Override
    public String toString() {
        return amount.toString();
    }
}
