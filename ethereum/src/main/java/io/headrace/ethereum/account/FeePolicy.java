package io.headrace.ethereum.account;

import io.headrace.chain.transaction.Fees;
import io.headrace.chain.transaction.GasMarket;
import io.headrace.payments.Wei;
import java.util.Optional;

/**
 * What a transaction offers for its gas (payments section 5.2).
 *
 * @param ceiling the most wei per gas that is ever paid, base fee and tip together
 */
public record FeePolicy(Wei ceiling) {

    /**
     * The usual offer, cut down to the ceiling; empty when even the base fee is above it and the transaction would wait
     * for nobody knows how long.
     */
    public Optional<Fees> offer(GasMarket market) {
        return market.baseFee().compareTo(ceiling) > 0 ? Optional.empty() : Optional.of(Fees.at(market, ceiling));
    }
}
