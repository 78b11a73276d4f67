package io.headrace.orchestrator.byoc.stream;

import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.byoc.JobFee;
import io.headrace.payments.Credit;
import java.time.Duration;
import java.util.Optional;

/**
 * What one stream has cost, and what is set aside for its next interval. The account is the sender's with the application:
 * all its streams spend from it, and what one has set aside no other can. Any thread.
 */
final class StreamTab {

    private final AppBilling billing;
    private final EthAddress sender;
    private final String account;
    private final JobFee fee;
    private final Duration interval;

    /** Guarded by this; empty while nothing could be set aside. */
    private Optional<AppBilling.Hold> hold;

    /** Guarded by this; what was taken from the account. */
    private Credit charged = Credit.ZERO;

    private boolean closed;

    private StreamTab(
            AppBilling billing,
            EthAddress sender,
            String account,
            JobFee fee,
            Duration interval,
            AppBilling.Hold beginning) {
        this.billing = billing;
        this.sender = sender;
        this.account = account;
        this.fee = fee;
        this.interval = interval;
        this.hold = Optional.of(beginning);
    }

    /** Empty when the beginning is not covered. */
    static Optional<StreamTab> open(
            AppBilling billing, EthAddress sender, String account, JobFee fee, Duration ahead, Duration interval) {
        return billing.hold(sender, account, fee.ahead(ahead))
                .map(beginning -> new StreamTab(billing, sender, account, fee, interval, beginning));
    }

    /**
     * Charges the time that was used until now, and sets the next interval's aside.
     *
     * @return whether both are covered; what was not is charged with the next interval
     */
    synchronized boolean charge(Duration used) {
        if (closed) {
            return true;
        }
        boolean paid = settle(fee.of(used).minus(charged));
        hold = paid
                ? billing.hold(sender, account, fee.ahead(used.plus(interval)).minus(charged))
                : Optional.empty();
        return hold.isPresent();
    }

    /** Only the first end counts. */
    synchronized Credit close(Duration used) {
        if (!closed) {
            closed = true;
            var _ = settle(fee.of(used).minus(charged));
        }
        return charged;
    }

    /** The application did not begin. */
    synchronized void drop() {
        closed = true;
        hold.ifPresent(billing::release);
    }

    private boolean settle(Credit due) {
        var from = hold.filter(AppBilling.Hold.Reserved.class::isInstance).or(() -> billing.hold(sender, account, due));
        hold = Optional.empty();
        if (from.isEmpty()) {
            return false;
        }
        if (due.signum() == 0) {
            billing.release(from.get());
        } else {
            billing.settle(from.get(), due);
            charged = charged.plus(due);
        }
        return true;
    }

    Credit balance() {
        return billing.balance(sender, account);
    }
}
