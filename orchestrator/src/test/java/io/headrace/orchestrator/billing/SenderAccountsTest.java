package io.headrace.orchestrator.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.Cover;
import io.headrace.orchestrator.billing.Billing.Charge;
import io.headrace.orchestrator.billing.Billing.Covering;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account with a hundred wei, whose first payment fixed five wei a unit; the board asks seven now. */
class SenderAccountsTest {

    private static final Price PINNED = Price.of(5, 1);
    private static final Price NOW = Price.of(7, 1);
    private static final AccountKey RICH = new AccountKey(PaidSetup.key(2).address(), "session");
    private static final AccountKey NOBODY = new AccountKey(PaidSetup.key(3).address(), "session");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Cashier cashier = new Cashier(CashierLimits.withMinimum(Credit.ZERO));
    private final RecordingPayments store = new RecordingPayments();
    private final PriceBoard board = new PriceBoard(NOW);
    private final SenderAccounts accounts = new SenderAccounts(cashier, new FakeSenders(), store, () -> now.get());

    @BeforeEach
    void pay() {
        cashier.recallAccount(RICH, PINNED, Credit.of(100), Credit.ZERO, now.get());
    }

    @Test
    void keepThePriceOfTheFirstPayment() {
        assertThat(accounts.pinnedPrice(RICH)).contains(PINNED);
        assertThat(accounts.price(RICH, board)).isEqualTo(PINNED);
    }

    @Test
    void askWhoHasNotPaidYetForTheLeastThatIsHonoured() {
        assertThat(accounts.pinnedPrice(NOBODY)).isEmpty();
        assertThat(accounts.price(NOBODY, board)).isEqualTo(NOW);
    }

    @Test
    void coverWhatIsThereAtTheirOwnPrice() {
        var covering = accounts.cover(RICH, board, price -> price.times(20));

        assertThat(covering)
                .isInstanceOfSatisfying(
                        Covering.Covered.class,
                        covered -> assertThat(((Cover.Reserved) covered.cover()).price())
                                .isEqualTo(PINNED));
        assertThat(accounts.cover(RICH, board, price -> price.times(1))).isInstanceOf(Covering.Refused.class);
    }

    @Test
    void coverNothingOfNobody() {
        assertThat(accounts.cover(NOBODY, board, price -> price.times(1))).isInstanceOf(Covering.Refused.class);
        assertThat(accounts.hold(NOBODY, Credit.of(1))).isEmpty();
        assertThat(accounts.balance(NOBODY)).isEqualTo(Credit.ZERO);
    }

    @Test
    void setAllOfAFeeAsideOrNothing() {
        assertThat(accounts.hold(RICH, Credit.of(101))).isEmpty();
        var held = accounts.hold(RICH, Credit.of(60)).orElseThrow();
        assertThat(accounts.hold(RICH, Credit.of(41))).isEmpty();

        accounts.release(held);

        assertThat(accounts.hold(RICH, Credit.of(100))).isPresent();
        assertThat(store.fees).isEmpty();
    }

    @Test
    void chargeWhatWorkCostAndStoreIt() {
        var held = accounts.hold(RICH, Credit.of(60)).orElseThrow();

        assertThat(accounts.settle(held, Credit.of(45))).isEqualTo(Credit.of(55));

        assertThat(store.fees).containsExactly(Credit.of(45));
        assertThat(accounts.hold(RICH, Credit.of(55)))
                .as("the rest is free again")
                .isPresent();
    }

    @Test
    void turnWhatExceedsABalanceIntoADebt() {
        var held = accounts.hold(RICH, Credit.of(100)).orElseThrow();

        assertThat(accounts.settle(held, Credit.of(130))).isEqualTo(Credit.ZERO.minus(Credit.of(30)));
        assertThat(accounts.hold(RICH, Credit.of(1))).isEmpty();
    }

    @Test
    void chargeAnIntervalWholeOrNotAtAll() {
        assertThat(accounts.covers(RICH, board, 20)).isTrue();
        assertThat(accounts.covers(RICH, board, 21)).isFalse();

        assertThat(accounts.charge(RICH, board, 15))
                .isEqualTo(new Charge.Charged(PINNED, Credit.of(75), Credit.of(25)));
        assertThat(accounts.charge(RICH, board, 6)).isInstanceOf(Charge.Uncovered.class);

        assertThat(accounts.balance(RICH)).isEqualTo(Credit.of(25));
        assertThat(store.fees).containsExactly(Credit.of(75));
    }

    @Test
    void chargeNothingThatIsSetAsideForSomethingElse() {
        assertThat(accounts.hold(RICH, Credit.of(90))).isPresent();

        assertThat(accounts.covers(RICH, board, 3)).isFalse();
        assertThat(accounts.charge(RICH, board, 3)).isInstanceOf(Charge.Uncovered.class);
    }

    @Test
    void storeNoFeeOfWhatIsFree() {
        cashier.recallAccount(NOBODY, Price.FREE, Credit.ZERO, Credit.ZERO, now.get());

        assertThat(accounts.charge(NOBODY, board, 9)).isInstanceOf(Charge.Charged.class);

        assertThat(store.fees).isEmpty();
    }

    @Test
    void areForgottenWhenNobodyTouchesThem() {
        now.updateAndGet(before -> before.plus(Duration.ofDays(1)));

        accounts.sweep();

        assertThat(store.forgotten).containsExactly(RICH);
        assertThat(accounts.pinnedPrice(RICH)).isEmpty();
    }

    @Test
    void areNotForgottenWhileSomethingIsSetAside() {
        assertThat(accounts.hold(RICH, Credit.of(1))).isPresent();
        now.updateAndGet(before -> before.plus(Duration.ofDays(1)));

        accounts.sweep();

        assertThat(accounts.pinnedPrice(RICH)).contains(PINNED);
        assertThat(store.forgotten).isEmpty();
    }

    @Test
    void giveNoWeiTwiceHoweverManyAskAtOnce() throws Exception {
        var given = new AtomicInteger();
        var begin = new CountDownLatch(1);
        var askers = new Thread[8];
        for (int i = 0; i < askers.length; i++) {
            askers[i] = Thread.ofVirtual().start(() -> {
                try {
                    begin.await();
                } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                }
                for (int j = 0; j < 50; j++) {
                    accounts.hold(RICH, Credit.of(1)).ifPresent(_ -> given.incrementAndGet());
                }
            });
        }

        begin.countDown();
        for (var asker : askers) {
            asker.join();
        }

        assertThat(given).hasValue(100);
    }
}
