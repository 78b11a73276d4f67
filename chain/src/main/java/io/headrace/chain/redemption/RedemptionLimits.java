package io.headrace.chain.redemption;

import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.util.Optional;

/**
 * When a redemption is worth its cost.
 *
 * @param redeemGas gas of one redemption
 * @param maxGasPrice wei per gas above which redemptions wait; zero for no limit
 * @param ticketValidity rounds in which a ticket can be redeemed, its creation round included
 * @param maxInFlight redemptions that are checked or submitted at once
 * @param confirmations blocks after which an ending is looked at again and believed; 0 where the chain never takes back
 */
public record RedemptionLimits(
        long redeemGas, Wei maxGasPrice, long ticketValidity, int maxInFlight, int confirmations) {

    /** Of a chain that charges nothing. */
    public static final RedemptionLimits LOCAL = new RedemptionLimits(0, Wei.ZERO, 2, 8, 0);

    public RedemptionLimits {
        if (redeemGas < 0 || ticketValidity < 1 || maxInFlight < 1 || confirmations < 0) {
            throw new IllegalArgumentException("No redemption keeps these: gas " + redeemGas + ", validity "
                    + ticketValidity + ", in flight " + maxInFlight + ", confirmations " + confirmations);
        }
    }

    boolean expired(WinningTicket winner, ChainTime time) {
        return winner.ticket().creation().round() + ticketValidity
                <= time.lastRound().round();
    }

    /** Why the winner is not worth its redemption now. */
    Optional<Delay> objection(WinningTicket winner, Preflight preflight, ChainTime time) {
        var faceValue = winner.ticket().faceValue();
        var cost = preflight.gasPrice().times(redeemGas);
        var available = preflight.availableFunds();
        if (!maxGasPrice.isZero() && preflight.gasPrice().compareTo(maxGasPrice) > 0) {
            return Optional.of(new Delay.GasTooDear(maxGasPrice, preflight.gasPrice()));
        }
        if (available.compareTo(Credit.of(cost)) <= 0) {
            return Optional.of(new Delay.FundsBelowCost(available, cost));
        }
        if (faceValue.compareTo(cost) <= 0) {
            return Optional.of(new Delay.FaceValueBelowCost(faceValue, cost));
        }
        return available.compareTo(Credit.of(faceValue)) < 0 && !lastRound(winner, time)
                ? Optional.of(new Delay.FundsBelowFaceValue(available, faceValue))
                : Optional.empty();
    }

    private boolean lastRound(WinningTicket winner, ChainTime time) {
        return winner.ticket().creation().round() + ticketValidity
                <= time.lastRound().round() + 1;
    }
}
