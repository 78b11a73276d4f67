package io.headrace.orchestrator.runner.payment;

import io.headrace.crypto.EthAddress;
import io.headrace.machine.NanoTicker;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.runner.price.RunnerFee;
import java.time.Duration;
import java.util.Optional;

/**
 * What one session may still spend. Each interval is set aside before it begins (guarantee 2), and charged when it is over;
 * a session that ends in the middle of one pays what it used of it. A price per session is set aside at its beginning and
 * charged once. Any thread; methods may block.
 */
public final class SessionTab {

    private final AppBilling billing;
    private final Payer payer;
    private final RunnerFee fee;
    private final Duration interval;
    private final NanoTicker ticker;

    /** Guarded by this; empty when nothing is set aside. */
    private Optional<AppBilling.Hold> hold;

    private long beganNanos;

    /** Whose account it is. */
    public record Payer(EthAddress address, String account) {
        static final Payer NOBODY = new Payer(EthAddress.ZERO, "");
    }

    private SessionTab(
            AppBilling billing,
            Payer payer,
            RunnerFee fee,
            Duration interval,
            NanoTicker ticker,
            Optional<AppBilling.Hold> hold) {
        this.billing = billing;
        this.payer = payer;
        this.fee = fee;
        this.interval = interval;
        this.ticker = ticker;
        this.hold = hold;
        this.beganNanos = ticker.nanos();
    }

    /** Empty when the beginning is not covered. */
    static Optional<SessionTab> open(
            AppBilling billing, Payer payer, RunnerFee fee, Duration interval, NanoTicker ticker) {
        return billing.hold(payer.address(), payer.account(), fee.of(interval))
                .map(hold -> new SessionTab(billing, payer, fee, interval, ticker, Optional.of(hold)));
    }

    /** Of a session that costs nothing. */
    public static SessionTab free(AppBilling billing, NanoTicker ticker) {
        return new SessionTab(billing, Payer.NOBODY, RunnerFee.NOTHING, Duration.ZERO, ticker, Optional.empty());
    }

    public Payer payer() {
        return payer;
    }

    /** Whether payments are to follow. */
    public boolean grows() {
        return fee.grows();
    }

    /** An interval is over: charges for it and sets the next aside. False when that is not covered. */
    public synchronized boolean next() {
        if (hold.isEmpty()) {
            return false;
        }
        billing.settle(hold.get(), fee.of(interval));
        beganNanos += interval.toNanos();
        hold = billing.hold(payer.address(), payer.account(), fee.of(interval));
        return hold.isPresent();
    }

    /** What is charged once has been earned. */
    public synchronized void earned() {
        if (!fee.grows()) {
            hold.ifPresent(held -> billing.settle(held, fee.of(interval)));
            hold = Optional.empty();
        }
    }

    /** The session is over. Only the first call counts. */
    public synchronized void close() {
        hold.ifPresent(held -> {
            if (fee.grows()) {
                billing.settle(held, fee.of(Duration.ofNanos(ticker.nanos() - beganNanos)));
            } else {
                billing.release(held);
            }
        });
        hold = Optional.empty();
    }
}
