package io.headrace.orchestrator.runner.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.runner.price.Measure;
import io.headrace.orchestrator.runner.price.RunnerFee;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Intervals of 5 s at a gwei a second: a ticket of 8 gwei covers one, and not two. */
class SessionTabTest {

    private static final Price GWEI = Price.of(1_000_000_000, 1);
    private static final RunnerFee BY_TIME = new RunnerFee(GWEI, Measure.SECONDS);
    private static final RunnerFee ONCE = new RunnerFee(GWEI, Measure.SESSION);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final String ACCOUNT = "runner/r/s";

    private final Purse purse = new Purse(GWEI);
    private final AtomicLong nanos = new AtomicLong();

    private SessionTab open(RunnerFee fee) {
        return SessionTab.open(purse.setup.billing, purse.funded(ACCOUNT), fee, INTERVAL, nanos::get)
                .orElseThrow();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Credit spent() {
        return purse.ticket().minus(purse.balance(ACCOUNT));
    }

    private static Credit gwei(double count) {
        return Credit.of((long) (count * 1e9));
    }

    @Test
    void opensForNobodyWhoCannotPayTheBeginning() {
        var empty = new SessionTab.Payer(purse.setup.gateway.address(), ACCOUNT);

        assertThat(SessionTab.open(purse.setup.billing, empty, BY_TIME, INTERVAL, nanos::get))
                .isEmpty();
    }

    @Test
    void setsTheBeginningAsideAndChargesNothingYet() {
        open(BY_TIME);

        assertThat(spent()).isEqualTo(Credit.ZERO);
        assertThat(purse.setup.billing.hold(purse.setup.gateway.address(), ACCOUNT, gwei(4)))
                .as("3 of 8 gwei are free")
                .isEmpty();
    }

    @Test
    void chargesAnIntervalAndEndsWhenTheNextIsNotCovered() {
        var tab = open(BY_TIME);

        pass(INTERVAL);
        assertThat(tab.next()).isFalse();

        assertThat(spent()).isEqualTo(gwei(5));
        tab.close();
        assertThat(spent()).as("nothing is charged twice").isEqualTo(gwei(5));
    }

    @Test
    void goesOnWithWhatIsPaidMeanwhile() {
        var tab = open(BY_TIME);
        purse.funded(ACCOUNT);

        pass(INTERVAL);
        assertThat(tab.next()).isTrue();
        pass(Duration.ofMillis(1_500));
        tab.close();

        assertThat(purse.ticket().times(2).minus(purse.balance(ACCOUNT))).isEqualTo(gwei(6.5));
    }

    @Test
    void chargesWhatWasUsedOfAnIntervalOnceHoweverOftenItIsClosed() {
        var tab = open(BY_TIME);

        pass(Duration.ofSeconds(2));
        tab.close();
        pass(Duration.ofSeconds(2));
        tab.close();

        assertThat(spent()).isEqualTo(gwei(2));
        assertThat(tab.next()).as("a session that is over").isFalse();
        assertThat(spent()).isEqualTo(gwei(2));
    }

    @Test
    void chargesAFixedPriceOnceItIsEarned() {
        var tab = open(ONCE);

        tab.earned();
        tab.earned();
        tab.close();

        assertThat(spent()).isEqualTo(gwei(1));
    }

    @Test
    void givesAFixedPriceBackThatWasNotEarned() {
        var tab = open(ONCE);

        tab.close();

        assertThat(spent()).isEqualTo(Credit.ZERO);
        assertThat(purse.setup.billing.hold(purse.setup.gateway.address(), ACCOUNT, gwei(8)))
                .as("all of it is free again")
                .isPresent();
    }

    @Test
    void earnsNothingByAnswersWhereTimeCounts() {
        var tab = open(BY_TIME);

        tab.earned();

        assertThat(spent()).isEqualTo(Credit.ZERO);
        assertThat(tab.grows()).isTrue();
    }

    @Test
    void chargesNobodyForWhatIsFree() {
        var tab = SessionTab.free(purse.setup.billing, nanos::get);

        tab.earned();
        tab.close();

        assertThat(tab.grows()).isFalse();
        assertThat(tab.payer()).isEqualTo(SessionTab.Payer.NOBODY);
        assertThat(purse.setup.payments.fees).isEmpty();
    }
}
