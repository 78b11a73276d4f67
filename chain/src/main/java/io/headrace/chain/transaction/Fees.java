package io.headrace.chain.transaction;

import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What one transaction offers per gas, in wei (EIP-1559; payments sections 5.2 and 5.4).
 *
 * @param tip for the block's maker, never above the cap
 * @param cap the most that is paid, base fee and tip together
 */
public record Fees(Wei tip, Wei cap) {

    private static final BigInteger PERCENT = BigInteger.valueOf(100);
    private static final BigInteger BUMPED_PERCENT = BigInteger.valueOf(111);

    public Fees {
        if (tip.compareTo(cap) > 0) {
            throw new IllegalArgumentException("A tip of " + tip + " above the cap of " + cap);
        }
    }

    /** The cap leaves room for the base fee to double; neither exceeds {@code ceiling}. */
    public static Fees at(GasMarket market, Wei ceiling) {
        var cap = market.tip().plus(market.baseFee().times(2)).min(ceiling);
        return new Fees(market.tip().min(cap), cap);
    }

    /** Both 11 % higher, rounded up: nodes take a replacement for no less than 10 % more. */
    Fees bumped() {
        return new Fees(bumped(tip), bumped(cap));
    }

    /**
     * What replaces these: the bumped ones, or what the market asks if that is more.
     *
     * @return empty when the bumped cap would exceed {@code ceiling}
     */
    Optional<Fees> replacement(GasMarket market, Wei ceiling) {
        var bumped = bumped();
        if (bumped.cap.compareTo(ceiling) > 0) {
            return Optional.empty();
        }
        var asked = at(market, ceiling);
        return Optional.of(new Fees(max(bumped.tip, asked.tip), max(bumped.cap, asked.cap)));
    }

    /** What is paid if the base fee is as this cap assumed: half of what the cap leaves beside the tip, and the tip. */
    Wei expectedPrice() {
        var room = cap.minus(tip).amount();
        return new Wei(room.divide(BigInteger.TWO)).plus(tip);
    }

    private static Wei bumped(Wei fee) {
        var parts = fee.amount().multiply(BUMPED_PERCENT).divideAndRemainder(PERCENT);
        return new Wei(parts[0].add(BigInteger.valueOf(parts[1].signum())));
    }

    private static Wei max(Wei one, Wei other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
