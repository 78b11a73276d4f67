package io.headrace.ledger;

import io.headrace.chain.Tokens;
import java.math.BigInteger;

/**
 * How many tokens come into the world in each round, and who gets a part of them besides the orchestrators (payments
 * section 4.6).
 *
 * @param start parts of the supply per round, of 10^9, before the first round begins
 * @param change by how much that moves at each round towards {@code target}
 * @param target the part of the supply, of 10^9, that should be bonded
 * @param treasuryCut the treasury's part of each reward, of 10^27
 * @param treasuryCeiling from which on the treasury gets nothing more
 * @param elsewhere tokens of the supply that are not on this ledger
 */
public record Inflation(
        long start, long change, long target, BigInteger treasuryCut, Tokens treasuryCeiling, Tokens elsewhere) {

    /** Those that are deployed, of a supply of {@code elsewhere} and whatever the ledger holds. */
    public static Inflation deployed(Tokens elsewhere) {
        return new Inflation(220_500, 500, 500_000_000, BigInteger.TEN.pow(26), Tokens.whole(750_000), elsewhere);
    }

    public Inflation {
        if (start < 0 || change < 0 || target < 0 || treasuryCut.signum() < 0) {
            throw new IllegalArgumentException("Inflation has no negative parts: start " + start + ", change " + change
                    + ", target " + target + ", treasury " + treasuryCut);
        }
    }
}
