package io.headrace.orchestrator.byoc;

import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.payments.Credit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one job may still spend. Credit for its beginning, or for as long as it may take, is set aside before the work
 * begins; while it lasts, more is set aside ahead of time, or the job ends. Any thread.
 */
final class JobTab {

    private final AppBilling billing;
    private final EthAddress sender;
    private final String account;
    private final Tariff tariff;
    private final ByocConfig.Covering covering;

    /** Guarded by this; empty when it is closed. */
    private final List<AppBilling.Hold> holds = new ArrayList<>();

    private boolean closed;

    private JobTab(AppBilling billing, EthAddress sender, String account, Tariff tariff, ByocConfig.Covering covering) {
        this.billing = billing;
        this.sender = sender;
        this.account = account;
        this.tariff = tariff;
        this.covering = covering;
    }

    /** Empty when the beginning is not covered. */
    static Optional<JobTab> open(
            AppBilling billing,
            EthAddress sender,
            String account,
            Tariff tariff,
            ByocConfig.Covering covering,
            Duration timeout) {
        var tab = new JobTab(billing, sender, account, tariff, covering);
        var time = timeout.compareTo(covering.first()) < 0 ? timeout : covering.first();
        return tab.hold(tariff.ahead(time)) ? Optional.of(tab) : Optional.empty();
    }

    /** After what time more must be set aside; empty when there is enough for the whole job. */
    Optional<Duration> lasts(Duration timeout) {
        return tariff.grows() && timeout.compareTo(covering.first()) > 0
                ? Optional.of(covering.first())
                : Optional.empty();
    }

    /** How much longer the work is covered now; empty when there is nothing left. */
    synchronized Optional<Duration> extend() {
        return closed || hold(tariff.ahead(covering.more())) ? Optional.of(covering.more()) : Optional.empty();
    }

    private synchronized boolean hold(Credit more) {
        var hold = billing.hold(sender, account, more);
        hold.ifPresent(holds::add);
        return hold.isPresent();
    }

    /** The work was answered. Only the first end counts. */
    Credit answered(Usage usage) {
        return close(tariff.answered(usage));
    }

    /** Nothing came of it. */
    Credit failed(Usage usage) {
        return close(tariff.failed(usage));
    }

    /** A beginning was delivered, until {@code delivered}; then it broke off. */
    Credit brokenOff(Duration delivered, Usage usage) {
        return close(tariff.brokenOff(delivered, usage));
    }

    Tariff tariff() {
        return tariff;
    }

    private synchronized Credit close(Credit total) {
        if (closed) {
            return Credit.ZERO;
        }
        closed = true;
        for (int i = 1; i < holds.size(); i++) {
            billing.release(holds.get(i));
        }
        if (total.signum() == 0) {
            billing.release(holds.getFirst());
        } else {
            billing.settle(holds.getFirst(), total);
        }
        return total;
    }

    Credit balance() {
        return billing.balance(sender, account);
    }
}
