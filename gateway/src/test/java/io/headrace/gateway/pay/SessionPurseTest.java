package io.headrace.gateway.pay;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.FakePayer;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.FakeSeller;
import io.headrace.gateway.pay.SessionPurse.Means;
import io.headrace.gateway.pay.SessionPurse.Withdrawal;
import io.headrace.job.lifecycle.Reason;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.PaidSums;
import io.headrace.payments.sender.SenderLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SessionPurseTest {

    private static final Duration NO_PATIENCE = Duration.ZERO;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Price PRICE = Price.of(1_000, 1);
    private static final FakeSeller SELLER = FakePeer.paid().seller("alder");
    private static final Credit TICKET = SELLER.params(1).expectedValue();
    private static final Credit FEE = TICKET.times(3);

    private final FakePayer payer = new FakePayer();
    private final SessionPurse purse =
            new SessionPurse(payer, new OfferCheck(SenderLimits.DEFAULT), PRICE, SELLER.params(1));

    @Test
    void paysTicketsForTheFeeFromTheFirstNonceOn() throws Exception {
        var paid = pay(FEE);

        assertThat(paid.payment().sender()).isEqualTo(payer.signer().address());
        assertThat(paid.payment().batch().orElseThrow().stubs())
                .extracting(Payment.Stub::senderNonce)
                .containsExactly(1L, 2L, 3L);
        assertThat(paid.ticketValue()).isEqualTo(TICKET);
        assertThat(purse.sums().sent()).isEqualTo(FEE);
    }

    @Test
    void usesCreditBeforeNewTickets() throws Exception {
        var first = pay(FEE);
        purse.settled(first.staged(), TICKET);

        assertThat(purse.credit()).isEqualTo(TICKET.times(2));
        assertThat(pay(TICKET.times(2)).staged().tickets()).isZero();
    }

    @Test
    void takesBackWhatWasNotSent() throws Exception {
        purse.notSent(pay(FEE).staged());

        assertThat(purse.sums()).isEqualTo(PaidSums.NONE);
        assertThat(purse.credit()).isEqualTo(Credit.ZERO);
        assertThat(pay(FEE).staged().firstNonce()).isEqualTo(4);
    }

    @Test
    void countsAsLostWhatNoAnswerCameFor() throws Exception {
        assertThat(purse.spent(pay(FEE).staged())).isEqualTo(FEE);
        assertThat(purse.sums().lost()).isEqualTo(FEE);
    }

    @Test
    void paysNobodyTwiceWhoDidNotAnswer() throws Exception {
        assertThat(purse.unanswered(pay(FEE).staged())).isEqualTo(FEE);

        assertThat(purse.withdraw(FEE, NO_PATIENCE)).isInstanceOfSatisfying(Withdrawal.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.SESSION_REFUSED);
            assertThat(refused.why()).contains("never answered");
        });
    }

    @Test
    void waitsForAnAnswerBeforeMoreIsPutAtRisk() throws Exception {
        var credit = pay(FEE);
        purse.settled(credit.staged(), Credit.ZERO);
        var first = pay(TICKET);
        var second = CompletableFuture.supplyAsync(() -> withdrawn(FEE.times(2), PATIENCE));
        assertThat(purse.withdraw(FEE.times(2), NO_PATIENCE)).isInstanceOf(Withdrawal.class);

        purse.settled(first.staged(), TICKET);

        assertThat(second.get(20, TimeUnit.SECONDS)).isInstanceOf(Withdrawal.Paid.class);
    }

    @Test
    void letsAUnitRelyOnTicketsThatWereSent() throws Exception {
        var small = Credit.of(1);
        var first = pay(small);
        pay(small);
        assertThat(purse.withdraw(small, NO_PATIENCE, Means.ON_ITS_WAY)).isInstanceOf(Withdrawal.Refused.class);
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return purse.withdraw(small, PATIENCE, Means.ON_ITS_WAY);
            } catch (InterruptedException never) {
                throw new IllegalStateException(never);
            }
        });

        purse.sent(first.staged());

        assertThat(waiting.get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Withdrawal.Paid.class,
                        paid -> assertThat(paid.staged().tickets()).isZero());
    }

    @Test
    void wakesAllWhoCanGoOnAfterOneMove() throws Exception {
        var small = Credit.of(1);
        var first = pay(small);
        pay(small);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = new ArrayList<Future<Withdrawal>>();
            for (int i = 0; i < 20; i++) {
                waiting.add(threads.submit(() -> purse.withdraw(small, PATIENCE, Means.ON_ITS_WAY)));
            }

            purse.sent(first.staged());

            for (var each : waiting) {
                assertThat(each.get(10, TimeUnit.SECONDS)).isInstanceOf(Withdrawal.Paid.class);
            }
        }
    }

    @Test
    void letsACheapUnitGoBehindTwoDearOnesThatMustWait() throws Exception {
        var small = Credit.of(1);
        var first = pay(small);
        pay(small);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var dear = List.of(
                    threads.submit(() -> purse.withdraw(TICKET, PATIENCE)),
                    threads.submit(() -> purse.withdraw(TICKET.minus(small), PATIENCE)));
            untilSoManyWait(2);
            var cheap = threads.submit(() -> purse.withdraw(small, PATIENCE, Means.ON_ITS_WAY));
            untilSoManyWait(3);

            purse.sent(first.staged());

            assertThat(cheap.get(10, TimeUnit.SECONDS)).isInstanceOf(Withdrawal.Paid.class);
            assertThat(purse.waiting()).isEqualTo(2);
            dear.forEach(each -> each.cancel(true));
        }
    }

    @Test
    void makesCheapUnitsWaitForADearOneThatManyHavePassed() throws Exception {
        var small = Credit.of(1);
        var first = pay(small);
        var second = pay(small);
        purse.sent(first.staged());
        purse.sent(second.staged());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var dear = threads.submit(() -> purse.withdraw(TICKET, PATIENCE));
            untilSoManyWait(1);
            for (int i = 0; i < PurseQueue.MOST_PASSES; i++) {
                assertThat(purse.withdraw(small, PATIENCE, Means.ON_ITS_WAY)).isInstanceOf(Withdrawal.Paid.class);
            }
            var oneMore = threads.submit(() -> purse.withdraw(small, PATIENCE, Means.ON_ITS_WAY));
            untilSoManyWait(2);

            purse.settled(first.staged(), small);
            assertThat(purse.waiting()).as("there is money for the cheap one").isEqualTo(2);
            purse.settled(second.staged(), small);

            assertThat(dear.get(10, TimeUnit.SECONDS)).isInstanceOf(Withdrawal.Paid.class);
            assertThat(oneMore.get(10, TimeUnit.SECONDS)).isInstanceOf(Withdrawal.Paid.class);
        }
    }

    @Test
    void looksForAllWhoWaitOnTheThreadThatMovedSomething() throws Exception {
        var small = Credit.of(1);
        var first = pay(small);
        pay(small);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var dear = new ArrayList<Future<Withdrawal>>();
            for (int i = 0; i < 200; i++) {
                var fee = TICKET.minus(Credit.of(i));
                dear.add(threads.submit(() -> purse.withdraw(fee, PATIENCE)));
            }
            var cheap = threads.submit(() -> purse.withdraw(small, PATIENCE, Means.ON_ITS_WAY));
            untilSoManyWait(201);
            payer.forgetWhoLooked();

            purse.sent(first.staged());

            assertThat(cheap.get(10, TimeUnit.SECONDS)).isInstanceOf(Withdrawal.Paid.class);
            assertThat(payer.whoLooked()).containsOnly(Thread.currentThread());
            dear.forEach(each -> each.cancel(true));
        }
    }

    @Test
    void forgetsAUnitThatIsGivenUpWhileItWaits() throws Exception {
        var small = Credit.of(1);
        pay(small);
        pay(small);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var dear = threads.submit(() -> purse.withdraw(TICKET, PATIENCE));
            untilSoManyWait(1);

            dear.cancel(true);

            untilSoManyWait(0);
        }
    }

    @Test
    void refusesWithoutADeposit() throws Exception {
        payer.funds(SenderFunds.of(Wei.ZERO, Wei.of(1)));

        assertRefused(Reason.INSUFFICIENT_FUNDS, "deposit");
    }

    @Test
    void refusesWhatTheLastWordForbids() throws Exception {
        payer.forbids("the cap of an hour");

        assertRefused(Reason.SPENDING_REFUSED, "the cap of an hour");

        payer.allowsAll();
        assertThat(pay(FEE).payment().batch().orElseThrow().stubs())
                .as("no nonce was taken by what was refused")
                .extracting(Payment.Stub::senderNonce)
                .containsExactly(1L, 2L, 3L);
        assertThat(payer.asked()).containsExactly(FEE, FEE);
    }

    @Test
    void refusesWithoutAReserve() throws Exception {
        payer.funds(SenderFunds.of(Wei.of(1_000_000_000_000L), Wei.ZERO));

        assertRefused(Reason.INSUFFICIENT_FUNDS, "reserve");
    }

    @Test
    void refusesAFaceValueAboveTheDepositWithBothNumbers() throws Exception {
        payer.funds(SenderFunds.of(Wei.of(19_999_999_999L), Wei.of(1)));

        assertRefused(Reason.SESSION_REFUSED, "20000000000", "19999999999");
    }

    @Test
    void asksForFreshParamsWhenTheirsExpired() throws Exception {
        payer.block(FakeSeller.EXPIRY);

        assertRefused(Reason.PARAMS_EXPIRED, "expired");
    }

    @Test
    void leavesASessionWhoseTicketsAreWorthTooMuch() throws Exception {
        var strict = new OfferCheck(new SenderLimits(Credit.of(1), Credit.of(100), 1));
        var careful = new SessionPurse(payer, strict, PRICE, SELLER.params(1));

        assertThat(careful.withdraw(FEE, NO_PATIENCE))
                .isInstanceOfSatisfying(
                        Withdrawal.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.SESSION_REFUSED));
    }

    @Test
    void beginsItsNoncesAnewUnderANewCommitmentOnly() throws Exception {
        pay(FEE);
        assertThat(purse.adopt(Optional.of(PRICE), SELLER.params(1))).isEmpty();
        purse.settled(pay(FEE).staged(), FEE);
        assertThat(purse.adopt(Optional.of(PRICE), SELLER.params(2))).isEmpty();

        assertThat(pay(FEE.times(3)).staged().firstNonce()).isEqualTo(1);
    }

    @Test
    void leavesWhenThePriceHasMoreThanDoubled() {
        assertThat(purse.adopt(Optional.of(Price.of(2_001, 1)), SELLER.params(2)))
                .hasValueSatisfying(why -> assertThat(why).contains("2001").contains("1000"));
        assertThat(purse.price()).isEqualTo(PRICE);
    }

    @Test
    void addsUpUnderManyThreads() throws Exception {
        var spent = new AtomicReference<>(Credit.ZERO);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ends = new ArrayList<Future<Void>>();
            for (int unit = 0; unit < 150; unit++) {
                int kind = unit % 3;
                ends.add(threads.submit(() -> {
                    var staged = pay(TICKET, PATIENCE).staged();
                    switch (kind) {
                        case 0 -> purse.notSent(staged);
                        case 1 -> {
                            var lost = purse.spent(staged);
                            spent.accumulateAndGet(lost, Credit::plus);
                        }
                        default -> purse.settled(staged, TICKET.times(2));
                    }
                    return null;
                }));
            }
            for (var end : ends) {
                end.get(30, TimeUnit.SECONDS);
            }
        }
        var sums = purse.sums();
        assertThat(sums.lost()).isEqualTo(spent.get());
        assertThat(sums.debited()).isEqualTo(TICKET.times(100));
        assertThat(sums.sent()).isEqualTo(sums.debited().plus(sums.lost()).plus(purse.credit()));
    }

    private void untilSoManyWait(int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (purse.waiting() != count) {
            assertThat(System.nanoTime()).as(purse.waiting() + " wait").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void assertRefused(Reason reason, String... words) throws InterruptedException {
        assertThat(purse.withdraw(FEE, NO_PATIENCE)).isInstanceOfSatisfying(Withdrawal.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.why()).contains(words);
        });
        assertThat(purse.sums()).isEqualTo(PaidSums.NONE);
    }

    private Withdrawal.Paid pay(Credit fee) throws InterruptedException {
        return pay(fee, NO_PATIENCE);
    }

    private Withdrawal.Paid pay(Credit fee, Duration patience) throws InterruptedException {
        return (Withdrawal.Paid) purse.withdraw(fee, patience);
    }

    private Withdrawal withdrawn(Credit fee, Duration patience) {
        try {
            return purse.withdraw(fee, patience);
        } catch (InterruptedException nobodyDoesThis) {
            throw new IllegalStateException(nobodyDoesThis);
        }
    }
}
