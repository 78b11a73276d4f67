package io.headrace.ledger;

import io.headrace.chain.Tokens;
import java.math.BigInteger;

/**
 * The minter's and the treasury's books (payments section 4.6). Every division rounds down, as the contracts do.
 *
 * @param rate the part of the supply that may be minted in this round, of 10^9
 * @param supply all tokens there are
 * @param mintable how many of them may be minted in this round
 * @param treasury what the treasury was paid
 * @param cut the treasury's part in this round, of 10^27
 * @param nextCut its part from the next round on: nothing once it has enough
 */
public record Minting(long rate, Tokens supply, Tokens mintable, Tokens treasury, BigInteger cut, BigInteger nextCut) {

    private static final BigInteger BILLION = BigInteger.TEN.pow(9);
    private static final BigInteger PRECISE = BigInteger.TEN.pow(27);

    /** What an orchestrator's call for its reward leaves behind. */
    record Reward(Minting after, Tokens amount) {}

    /** Before the first round. */
    static Minting of(Inflation inflation, Tokens held) {
        return new Minting(
                inflation.start(),
                held.plus(inflation.elsewhere()),
                Tokens.ZERO,
                Tokens.ZERO,
                inflation.treasuryCut(),
                inflation.treasuryCut());
    }

    /** @param bonded what stands behind the orchestrators that are active in the round that begins */
    Minting nextRound(Inflation inflation, Tokens bonded) {
        long next = nextRate(inflation, part(bonded, supply));
        return new Minting(
                next, supply, portion(BigInteger.valueOf(next), supply, BILLION), treasury, nextCut, nextCut);
    }

    private long nextRate(Inflation inflation, BigInteger bondedPart) {
        int below = bondedPart.compareTo(BigInteger.valueOf(inflation.target()));
        return below < 0 ? rate + inflation.change() : below == 0 ? rate : Math.max(0, rate - inflation.change());
    }

    /** Mints for a stake among all that are active in this round. */
    Reward reward(Inflation inflation, Tokens stake, Tokens all) {
        var minted = portion(part(stake, all), mintable, BILLION);
        var taken = portion(cut, minted, PRECISE);
        boolean enough = !inflation.treasuryCeiling().isZero() && treasury.compareTo(inflation.treasuryCeiling()) >= 0;
        return new Reward(
                new Minting(
                        rate,
                        supply.plus(minted),
                        mintable,
                        treasury.plus(taken),
                        cut,
                        enough ? BigInteger.ZERO : nextCut),
                minted.minus(taken));
    }

    private static BigInteger part(Tokens part, Tokens whole) {
        return whole.isZero()
                ? BigInteger.ZERO
                : part.amount().multiply(BILLION).divide(whole.amount());
    }

    private static Tokens portion(BigInteger parts, Tokens amount, BigInteger scale) {
        return new Tokens(amount.amount().multiply(parts).divide(scale));
    }
}
