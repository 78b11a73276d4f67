package io.headrace.payments;

import java.math.BigInteger;

/** The chance of a ticket to win: this number of 2^256 − 1. */
public record WinProb(BigInteger threshold) {

    public static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    public static final WinProb NEVER = new WinProb(BigInteger.ZERO);
    public static final WinProb ALWAYS = new WinProb(MAX);

    public WinProb {
        if (threshold.signum() < 0 || threshold.bitLength() > 256) {
            throw new IllegalArgumentException("Not a chance between 0 and 2^256-1: " + threshold);
        }
    }

    /**
     * The chance at which a ticket of this face value is worth {@code ticketValue}, or a little more: it is rounded up
     * (payments section 3.1). Never when there is nothing to win; always when the ticket is worth its face value.
     *
     * @throws IllegalArgumentException when a ticket would have to be worth more than its face value
     */
    public static WinProb worth(Wei ticketValue, Wei faceValue) {
        if (ticketValue.compareTo(faceValue) > 0) {
            throw new IllegalArgumentException("No chance makes " + ticketValue + " wei of a ticket over " + faceValue);
        }
        if (faceValue.isZero()) {
            return NEVER;
        }
        var parts = MAX.divideAndRemainder(faceValue.amount());
        var perWei = parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
        return new WinProb(ticketValue.amount().multiply(perWei).min(MAX));
    }

    /** What a ticket of this face value is worth. */
    public Credit expectedValue(Wei faceValue) {
        return new Credit(faceValue.amount().multiply(threshold), MAX);
    }
}
