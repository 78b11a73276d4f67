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

    /** What a ticket of this face value is worth. */
    public Credit expectedValue(Wei faceValue) {
        return new Credit(faceValue.amount().multiply(threshold), MAX);
    }
}
