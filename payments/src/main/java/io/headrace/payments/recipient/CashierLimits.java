package io.headrace.payments.recipient;

import io.headrace.payments.Credit;
import java.time.Duration;

/**
 * What a cashier asks for and how much it remembers.
 *
 * @param minimum the least balance with which priced work begins, whatever it costs: the worth of one ticket on the
 *     network, zero for work that is charged before it is done
 * @param idle an account that nobody touched for so long is forgotten
 * @param maxAccounts open at once, of all senders
 * @param maxOffers commitments under which a sender's nonces are remembered at once
 */
public record CashierLimits(Credit minimum, Duration idle, int maxAccounts, int maxOffers) {

    public static CashierLimits withMinimum(Credit minimum) {
        return new CashierLimits(minimum, Duration.ofMinutes(10), 100_000, 10_000);
    }

    public CashierLimits {
        if (minimum.signum() < 0 || !idle.isPositive() || maxAccounts < 1 || maxOffers < 1) {
            throw new IllegalArgumentException("Limits below nothing: minimum " + minimum + ", idle " + idle
                    + ", accounts " + maxAccounts + ", offers " + maxOffers);
        }
    }
}
