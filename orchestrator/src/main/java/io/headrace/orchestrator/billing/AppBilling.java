package io.headrace.orchestrator.billing;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.recipient.Reservation;
import java.util.Optional;

/**
 * The accounts of applications, each of which brings its price along: containers, live runners. An account is a sender's
 * with one application, and is named after it (payments section 3.5). Any thread; methods may block.
 */
public interface AppBilling {

    /** Whether requests must be signed and paid for. */
    boolean isPaid();

    /** The latest block, for prices that change. */
    long block();

    /** What the application costs a sender, and which tickets are wanted for it. */
    Billing.Offer offer(EthAddress sender, String account, PriceSign sign);

    /** Takes a payment into an account. What was taken is safe when this returns. */
    Billing.Taking take(String account, Payment payment, PriceSign sign);

    /** What the sender pays per unit: what its first payment fixed, or the least that it may have been offered. */
    Price price(EthAddress sender, String account, PriceSign sign);

    /** Sets a fee aside before the work is done; empty when it is not covered. Free work is always covered. */
    Optional<Hold> hold(EthAddress sender, String account, Credit fee);

    /** The work was done, and cost so much. */
    void settle(Hold hold, Credit fee);

    /** The work was not done. */
    void release(Hold hold);

    /** What the sender has left; negative for a debt. */
    Credit balance(EthAddress sender, String account);

    /** Credit that is set aside. */
    sealed interface Hold {
        /** Nothing: the work is free. */
        record Nothing() implements Hold {}

        record Reserved(Reservation reservation) implements Hold {}
    }
}
