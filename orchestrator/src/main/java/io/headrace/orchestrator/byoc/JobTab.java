package io.headrace.orchestrator.byoc;

import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.payments.Credit;
import io.headrace.pipeline.PricingUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one job may still spend. Credit for a minute, or for as long as the job may take, is set aside before the work
 * begins (existing orchestrators ask for the same minute, of jobs of any length); while it lasts, more is set aside ahead
 * of time, or the job ends. Any thread.
 */
final class JobTab {

    /** For how long a job must be covered before it begins. */
    static final Duration FIRST = Duration.ofSeconds(60);

    /** How much longer it is covered at a time. */
    static final Duration MORE = Duration.ofSeconds(5);

    private final AppBilling billing;
    private final EthAddress sender;
    private final String account;
    private final JobFee fee;

    /** Guarded by this; empty when it is closed. */
    private final List<AppBilling.Hold> holds = new ArrayList<>();

    private boolean closed;

    private JobTab(AppBilling billing, EthAddress sender, String account, JobFee fee) {
        this.billing = billing;
        this.sender = sender;
        this.account = account;
        this.fee = fee;
    }

    /** Empty when the beginning is not covered. */
    static Optional<JobTab> open(
            AppBilling billing, EthAddress sender, String account, JobFee fee, Duration timeout) {
        var tab = new JobTab(billing, sender, account, fee);
        var first = fee.unit() == PricingUnit.REQUEST ? fee.of(Duration.ZERO) : fee.ahead(first(timeout));
        return tab.hold(first) ? Optional.of(tab) : Optional.empty();
    }

    private static Duration first(Duration timeout) {
        return timeout.compareTo(FIRST) < 0 ? timeout : FIRST;
    }

    /** How long it lasts without more; empty when it lasts for the whole job. */
    Optional<Duration> lasts(Duration timeout) {
        return fee.grows() && timeout.compareTo(FIRST) > 0 ? Optional.of(FIRST) : Optional.empty();
    }

    /** Covers the next {@link #MORE}. False when there is nothing left for it. */
    synchronized boolean extend() {
        return closed || hold(fee.ahead(MORE));
    }

    private synchronized boolean hold(Credit more) {
        var hold = billing.hold(sender, account, more);
        hold.ifPresent(holds::add);
        return hold.isPresent();
    }

    /** The work was delivered. Only the first end counts. */
    Credit delivered(Duration used) {
        return close(fee.of(used));
    }

    /** Nothing came of it. */
    Credit failed(Duration used) {
        return close(fee.ofNothing(used));
    }

    /** A beginning was delivered, until {@code delivered}; then it broke off. */
    Credit partly(Duration delivered, Duration used) {
        return close(fee.of(fee.exact() ? delivered : used));
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
