package io.headrace.admission;

import io.headrace.payments.Credit;
import io.headrace.payments.Price;

/**
 * The credit set aside for a unit (guarantee 2). It is settled once, when the unit is finished, or released once,
 * when it is not.
 *
 * @param price per encoded pixel, pinned by the session's first payment
 * @param amount the estimated fee
 */
public record Cover(Price price, Credit amount) {

    /** Off chain, and where work costs nothing. */
    public static final Cover FREE = new Cover(Price.FREE, Credit.ZERO);

    public Cover {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("Cannot set aside " + amount + " wei");
        }
    }
}
