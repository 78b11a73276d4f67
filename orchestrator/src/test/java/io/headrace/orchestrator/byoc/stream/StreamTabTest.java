package io.headrace.orchestrator.byoc.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.PriceBoard;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.orchestrator.byoc.JobFee;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.pipeline.PricingUnit;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A second costs an eightieth of a ticket, so that a ticket lasts for 80 s. */
class StreamTabTest {

    private static final Price PRICE = Price.of(100_000_000, 1);
    private static final String ACCOUNT = "echo-cap";
    private static final Duration AHEAD = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofSeconds(23);

    private final PaidSetup setup = new PaidSetup();
    private final AppBilling billing = setup.billing;
    private final EthAddress sender = setup.gateway.address();
    private final PriceBoard board = new PriceBoard(PRICE);
    private long nonce;

    /** What all payments were worth together. */
    private Credit paid = Credit.ZERO;

    private void pay() {
        switch (billing.offer(sender, ACCOUNT, board)) {
            case Billing.Offer.Priced(var _, TicketParams params) -> {
                var payment = TicketBook.payment(setup.gateway, PRICE, params, ++nonce);
                assertThat(billing.take(ACCOUNT, payment, board)).isInstanceOf(Billing.Taking.Taken.class);
                paid = paid.plus(params.expectedValue());
            }
            case Billing.Offer.Unpaid _, Billing.Offer.Refused _ -> throw new IllegalStateException("No tickets");
        }
    }

    private StreamTab open() {
        return open(new JobFee(PRICE, PricingUnit.SECOND, false));
    }

    private StreamTab open(JobFee fee) {
        return StreamTab.open(billing, sender, ACCOUNT, fee, AHEAD, INTERVAL).orElseThrow();
    }

    private static Credit seconds(long seconds) {
        return PRICE.times(seconds);
    }

    private Credit balance() {
        return billing.balance(sender, ACCOUNT);
    }

    @Test
    void beginsOnlyWhereAMinuteIsPaid() {
        var fee = new JobFee(PRICE, PricingUnit.SECOND, false);
        assertThat(StreamTab.open(billing, sender, ACCOUNT, fee, AHEAD, INTERVAL))
                .isEmpty();

        pay();
        open();

        assertThat(StreamTab.open(billing, sender, ACCOUNT, fee, AHEAD, INTERVAL))
                .as("80 s do not cover the beginnings of two streams")
                .isEmpty();
    }

    @Test
    void chargesWhatWasUsedAndNothingTwice() {
        pay();
        var tab = open();

        assertThat(tab.charge(Duration.ofSeconds(23))).isTrue();
        assertThat(tab.charge(Duration.ofSeconds(46))).isTrue();
        assertThat(tab.close(Duration.ofMillis(50_200))).isEqualTo(seconds(51));

        assertThat(balance()).isEqualTo(paid.minus(seconds(51)));
        assertThat(tab.close(Duration.ofSeconds(60))).isEqualTo(seconds(51));
        assertThat(tab.charge(Duration.ofSeconds(99))).isTrue();
        assertThat(balance()).isEqualTo(paid.minus(seconds(51)));
    }

    @Test
    void findsAnIntervalUncoveredAndGoesOnWhenItIsPaidForLate() {
        pay();
        var tab = open();
        assertThat(tab.charge(Duration.ofSeconds(23))).isTrue();
        assertThat(tab.charge(Duration.ofSeconds(46))).isTrue();
        assertThat(tab.charge(Duration.ofSeconds(69))).as("11 s are left").isFalse();

        pay();

        assertThat(tab.charge(Duration.ofSeconds(92))).isTrue();
        assertThat(balance()).isEqualTo(paid.minus(seconds(92)));
    }

    @Test
    void staysUncoveredWhenNobodyPays() {
        pay();
        var tab = open();
        tab.charge(Duration.ofSeconds(23));
        tab.charge(Duration.ofSeconds(46));

        assertThat(tab.charge(Duration.ofSeconds(69))).isFalse();
        assertThat(tab.charge(Duration.ofSeconds(92))).isFalse();
        assertThat(tab.close(Duration.ofSeconds(93))).isEqualTo(seconds(69));
    }

    @Test
    void chargesOnceWhereARequestIsTheUnit() {
        pay();
        var tab = open(new JobFee(PRICE, PricingUnit.REQUEST, false));

        assertThat(tab.charge(Duration.ofSeconds(23))).isTrue();
        assertThat(tab.charge(Duration.ofSeconds(46))).isTrue();

        assertThat(tab.close(Duration.ofSeconds(50))).isEqualTo(seconds(1));
        assertThat(balance()).isEqualTo(paid.minus(seconds(1)));
    }

    @Test
    void chargesOneOfOursExactly() {
        pay();
        var tab = open(new JobFee(PRICE, PricingUnit.SECOND, true));

        assertThat(tab.close(Duration.ofMillis(1_500))).isEqualTo(Credit.of(150_000_000));
    }

    @Test
    void takesNothingForAStreamThatDidNotBegin() {
        pay();
        open().drop();

        assertThat(balance()).isEqualTo(paid);
        assertThat(open().charge(Duration.ofSeconds(23))).isTrue();
    }

    @Test
    void noWeiAppearsOrVanishesHoweverStreamsAndPaymentsMix() {
        var chance = new SplittableRandom(7);
        var charged = Credit.ZERO;
        for (int round = 0; round < 20; round++) {
            for (int i = 1 + chance.nextInt(3); i > 0; i--) {
                pay();
            }
            var tab = open();
            long millis = 0;
            for (int i = chance.nextInt(9); i > 0; i--) {
                millis += 1 + chance.nextInt(40_000);
                var _ = tab.charge(Duration.ofMillis(millis));
            }
            charged = charged.plus(tab.close(Duration.ofMillis(millis + chance.nextInt(5_000))));

            assertThat(balance()).isEqualTo(paid.minus(charged));
        }
    }
}
