package io.headrace.admission;

import io.headrace.payments.Price;
import io.headrace.payments.recipient.Reservation;

/**
 * What stands behind a unit's fee (guarantee 2). It is settled once, when the unit is finished, or released once, when
 * it is not.
 */
public sealed interface Cover {

    /** Off chain, and where work costs nothing. */
    record Free() implements Cover {}

    /**
     * Credit was set aside.
     *
     * @param price per encoded pixel, pinned by the session's first payment
     */
    record Reserved(Price price, Reservation reservation) implements Cover {}
}
