package io.headrace.orchestrator.runner.payment;

import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.PriceSign;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import java.util.Optional;

/** A billing that can charge nobody once it is broken. */
final class BreakingBilling implements AppBilling {

    private final AppBilling whole;
    volatile boolean broken;

    BreakingBilling(AppBilling whole) {
        this.whole = whole;
    }

    @Override
    public boolean isPaid() {
        return whole.isPaid();
    }

    @Override
    public long block() {
        return whole.block();
    }

    @Override
    public Billing.Offer offer(EthAddress sender, String account, PriceSign sign) {
        return whole.offer(sender, account, sign);
    }

    @Override
    public Billing.Taking take(String account, Payment payment, PriceSign sign) {
        return whole.take(account, payment, sign);
    }

    @Override
    public Price price(EthAddress sender, String account, PriceSign sign) {
        return whole.price(sender, account, sign);
    }

    @Override
    public Optional<Hold> hold(EthAddress sender, String account, Credit fee) {
        return whole.hold(sender, account, fee);
    }

    @Override
    public void settle(Hold hold, Credit fee) {
        if (broken) {
            throw new IllegalStateException("This billing is broken, as the test wants it");
        }
        whole.settle(hold, fee);
    }

    @Override
    public void release(Hold hold) {
        whole.release(hold);
    }

    @Override
    public Credit balance(EthAddress sender, String account) {
        return whole.balance(sender, account);
    }
}
