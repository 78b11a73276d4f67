package io.headrace.orchestrator.billing;

import io.headrace.admission.Cover;
import io.headrace.orchestrator.billing.Billing.Charge;
import io.headrace.orchestrator.billing.Billing.Covering;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Admission;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.Reservation;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What senders have left to spend: set aside, charged and given back (payments section 3.5). The accounts are changed by
 * one thread at a time, and what was charged is stored. Any thread; methods may block.
 */
final class SenderAccounts {

    private final SenderView senders;
    private final PaymentStore store;
    private final InstantSource clock;

    /** Guarded by itself. */
    private final Cashier cashier;

    SenderAccounts(Cashier cashier, SenderView senders, PaymentStore store, InstantSource clock) {
        this.cashier = cashier;
        this.senders = senders;
        this.store = store;
        this.clock = clock;
    }

    /** The price that the account's first payment fixed. */
    Optional<Price> pinnedPrice(AccountKey key) {
        synchronized (cashier) {
            return cashier.pinnedPrice(key);
        }
    }

    /** The pinned one, or the least that an offer may have been made under. */
    Price price(AccountKey key, PriceSign sign) {
        return pinnedPrice(key)
                .orElseGet(() -> sign.leastHonoured(key.sender(), senders.time().block()));
    }

    /** Sets aside what something costs at the account's price. */
    Covering cover(AccountKey key, PriceSign sign, Function<Price, Credit> feeAt) {
        synchronized (cashier) {
            var price = price(key, sign);
            return switch (cashier.reserve(key, feeAt.apply(price), clock.instant())) {
                case Admission.Reserved(var reservation) ->
                    new Covering.Covered(new Cover.Reserved(price, reservation));
                case Admission.Refused(var refusal) -> new Covering.Refused(PaymentIntake.text(refusal));
            };
        }
    }

    /** Sets aside all of a fee; empty when the account has less. */
    Optional<Reservation> hold(AccountKey key, Credit fee) {
        synchronized (cashier) {
            return cashier.reserve(key, fee, fee, clock.instant()) instanceof Admission.Reserved(var reservation)
                    ? Optional.of(reservation)
                    : Optional.empty();
        }
    }

    /** Charges a fee of what was set aside, and frees the rest; what the account has left. */
    Credit settle(Reservation reservation, Credit fee) {
        Credit balance;
        synchronized (cashier) {
            balance = cashier.settle(reservation, fee, clock.instant()).balance();
        }
        store.keepFee(reservation.account(), fee);
        return balance;
    }

    /** Frees all that was set aside. */
    void release(Reservation reservation) {
        synchronized (cashier) {
            cashier.release(reservation, clock.instant());
        }
    }

    /** What an account has left; negative for a debt. */
    Credit balance(AccountKey key) {
        synchronized (cashier) {
            return cashier.statement(key).balance();
        }
    }

    /** Whether an account has what so many units cost. */
    boolean covers(AccountKey key, PriceSign sign, long units) {
        synchronized (cashier) {
            return cashier.statement(key).free().compareTo(price(key, sign).times(units)) >= 0;
        }
    }

    /** Takes what so many units cost: all of it, or nothing. */
    Charge charge(AccountKey key, PriceSign sign, long units) {
        Charge charge;
        synchronized (cashier) {
            var price = price(key, sign);
            var fee = price.times(units);
            charge = cashier.charge(key, fee, clock.instant())
                    .<Charge>map(refusal -> new Charge.Uncovered(refusal.message()))
                    .orElseGet(() -> new Charge.Charged(
                            price, fee, cashier.statement(key).balance()));
        }
        if (charge instanceof Charge.Charged(var price, var fee, var _) && !price.isFree()) {
            store.keepFee(key, fee);
        }
        return charge;
    }

    /** Forgets accounts that nobody touched for long, and offers that expired. */
    void sweep() {
        long latestBlock = senders.time().block();
        synchronized (cashier) {
            var forgotten = cashier.sweep(clock.instant(), latestBlock);
            store.forget(forgotten.stream().map(Cashier.Forgotten::account).toList(), latestBlock);
        }
    }
}
