package io.headrace.ethereum.account;

import io.headrace.payments.Wei;
import java.util.Optional;

/**
 * What a transaction offers for its gas (payments section 5.2).
 *
 * @param ceiling the most wei per gas that is ever paid, base fee and tip together
 */
public record FeePolicy(Wei ceiling) {

    /** Twice the base fee: it can rise by an eighth per block, so this lasts for five full blocks. */
    private static final long BASE_FEES = 2;

    /** @param feeCap the most that is paid per gas; what the block does not ask for is not taken */
    public record Offer(Wei tip, Wei feeCap) {}

    /**
     * The usual offer, cut down to the ceiling; empty when even the base fee is above it and the transaction would wait
     * for nobody knows how long.
     */
    public Optional<Offer> offer(Wei baseFee, Wei tip) {
        if (baseFee.compareTo(ceiling) > 0) {
            return Optional.empty();
        }
        var feeCap = tip.plus(baseFee.times(BASE_FEES)).min(ceiling);
        return Optional.of(new Offer(tip.min(feeCap), feeCap));
    }
}
