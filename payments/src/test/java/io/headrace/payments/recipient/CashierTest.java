package io.headrace.payments.recipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CashierTest {

    private final Counter counter = new Counter();
    private final TicketParams offer = counter.offer();
    private final Credit ticket = offer.expectedValue();

    @Nested
    class Taking {

        @Test
        void creditsEveryTicket() {
            assertThat(counter.pay(counter.payment(offer, 1, 3))).isInstanceOf(Receipt.Accepted.class);

            assertThat(balance()).isEqualTo(ticket.times(3));
        }

        @Test
        void refusesTicketWhoseNonceWasSeen() {
            var payment = counter.payment(offer, 1, 2);
            counter.pay(payment);

            var again = counter.pay(payment);

            assertThat(message(again))
                    .isEqualTo("invalid ticket senderNonce: already seen sender=" + counter.gateway.address()
                            + " nonce=2");
            assertThat(balance()).isEqualTo(ticket.times(2));
        }

        @Test
        void stopsCreditingAtTheFirstBadTicket() {
            counter.pay(counter.payment(offer, 2, 1));

            var receipt = counter.pay(counter.payment(offer, 1, 4));

            assertThat(receipt).isInstanceOfSatisfying(Receipt.PartlyRefused.class, partly -> {
                assertThat(partly.taken().credited()).isEqualTo(ticket);
                assertThat(partly.taken().nonces()).containsExactly(1L, 3L, 4L);
            });
        }

        @Test
        void refusesTheSixHundredAndFirstNonce() {
            counter.pay(counter.payment(offer, 1, 600));

            assertThat(message(counter.pay(counter.payment(offer, 9_999, 1))))
                    .isEqualTo("invalid ticket senderNonce: too many values sender=" + counter.gateway.address()
                            + " nonce=9999");
        }

        @Test
        void takesNoncesInAnyOrderWithGapsFromZero() {
            assertThat(counter.pay(counter.payment(offer, 0xffff_ffffL, 1))).isInstanceOf(Receipt.Accepted.class);
            assertThat(counter.pay(counter.payment(offer, 0, 1))).isInstanceOf(Receipt.Accepted.class);
        }

        @Test
        void refusesATicketOfAnExpiredOfferButKeepsItsWinners() {
            var later = new Circumstances(Counter.FUNDS, true, new ChainTime(140, Counter.TIME.lastRound()));
            var inspection = counter.inspector.inspect(counter.payment(offer, 1, 200), later);

            var receipt = counter.cashier.receive(Counter.SESSION, inspection, Counter.PRICE, Counter.NOW);

            assertThat(message(receipt)).isEqualTo("TicketParams expired");
            assertThat(((Receipt.PartlyRefused) receipt).taken().winners()).isNotEmpty();
            assertThat(balance()).isEqualTo(Credit.ZERO);
        }

        @Test
        void refusesATicketThatTheSenderDidNotSign() {
            var good = counter.payment(offer, 1, 2);
            var forged = new Payment.Stub(1, Counter.batch(good).stubs().get(1).signature());

            var receipt = counter.pay(Counter.with(good, Counter.with(Counter.batch(good), List.of(forged))));

            assertThat(message(receipt)).isEqualTo("invalid ticket signature");
            assertThat(balance()).isEqualTo(Credit.ZERO);
        }

        @Test
        void handsOutWinnersWithAllThatRedeemingNeeds() {
            var receipt = (Receipt.Accepted) counter.pay(counter.payment(offer, 1, 200));

            assertThat(receipt.taken().winners()).isNotEmpty().allSatisfy(winner -> {
                assertThat(winner.signed().wins(winner.recipientRand())).isTrue();
                assertThat(winner.mayBeRevealed(139)).isFalse();
                assertThat(winner.mayBeRevealed(140)).isTrue();
            });
        }
    }

    @Nested
    class Pricing {

        @Test
        void pinsThePriceWithTheFirstPayment() {
            counter.pay(1);

            assertThat(counter.cashier.pinnedPrice(counter.key)).contains(Counter.PRICE);
        }

        @Test
        void refusesToWorkForNothingWhenThePriceIsNotZero() {
            var free = Payment.withoutTickets(counter.gateway.address(), Price.FREE);

            assertThat(counter.pay(free))
                    .isEqualTo(new Receipt.Refused(new PaymentRefusal.PriceTooLow(Price.FREE, Counter.PRICE)));
            assertThat(counter.cashier.reserve(counter.key, Credit.ZERO, Counter.NOW))
                    .isInstanceOf(Admission.Refused.class);
        }

        @Test
        void refusesAPriceBelowThePinnedOneEvenWhenTheQuoteFell() {
            counter.pay(1);
            var cheap = Price.of(1, 1);
            var payment = new Payment(
                    counter.gateway.address(),
                    Optional.of(cheap),
                    counter.payment(counter.offer(cheap, Counter.TIME), 1, 1).batch());

            var receipt = counter.cashier.receive(Counter.SESSION, counter.inspect(payment), cheap, Counter.NOW);

            assertThat(receipt).isEqualTo(new Receipt.Refused(new PaymentRefusal.PriceTooLow(cheap, Counter.PRICE)));
        }

        @Test
        void keepsThePinnedPriceWhenTheQuoteRises() {
            counter.pay(1);
            var inspection = counter.inspect(counter.payment(offer, 50, 1));

            assertThat(counter.cashier.receive(Counter.SESSION, inspection, Price.of(99, 1), Counter.NOW))
                    .isInstanceOf(Receipt.Accepted.class);
        }

        @Test
        void opensNoAccountForAPromiseAlone() {
            var promise = Payment.withoutTickets(counter.gateway.address(), Counter.PRICE);

            assertThat(counter.pay(promise)).isInstanceOf(Receipt.Accepted.class);

            assertThat(counter.cashier.pinnedPrice(counter.key)).isEmpty();
            assertThat(counter.cashier.reserve(counter.key, Credit.of(1), Counter.NOW))
                    .isInstanceOf(Admission.Refused.class);
        }

        @Test
        void worksForNothingWhenThatIsThePrice() {
            var free = Payment.withoutTickets(counter.gateway.address(), Price.FREE);

            counter.cashier.receive(Counter.SESSION, counter.inspect(free), Price.FREE, Counter.NOW);

            assertThat(counter.cashier.reserve(counter.key, Credit.ZERO, Counter.NOW))
                    .isInstanceOf(Admission.Reserved.class);
        }
    }

    @Nested
    class Reserving {

        @Test
        void admitsAUnitThatTheBalanceCovers() {
            counter.pay(3);

            assertThat(counter.reserve(2_500).fee()).isEqualTo(Credit.of(2_500));
        }

        @Test
        void doesNotCountCreditTwice() {
            counter.pay(3);
            counter.reserve(1_500);

            var second = counter.cashier.reserve(counter.key, Credit.of(1_600), Counter.NOW);

            assertThat(second).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                assertThat(refused.refusal().reserved()).isEqualTo(Credit.of(1_500));
                assertThat(refused.refusal().message()).startsWith("Insufficient balance");
            });
        }

        @Test
        void asksForOneTicketEvenIfTheUnitCostsLess() {
            counter.pay(1);
            counter.cashier.settle(counter.reserve(1), Credit.of(1), Counter.NOW);

            assertThat(counter.cashier.reserve(counter.key, Credit.of(1), Counter.NOW))
                    .isInstanceOf(Admission.Refused.class);
        }

        @Test
        void chargesWhatTheWorkReallyCost() {
            counter.pay(3);

            var statement = counter.cashier.settle(counter.reserve(2_000), Credit.of(1_700), Counter.NOW);

            assertThat(statement.balance()).isEqualTo(ticket.times(3).minus(Credit.of(1_700)));
            assertThat(statement.reserved()).isEqualTo(Credit.ZERO);
        }

        @Test
        void turnsWhatExceedsTheBalanceIntoDebt() {
            counter.pay(1);

            counter.cashier.settle(counter.reserve(1_000), Credit.of(5_000), Counter.NOW);

            assertThat(balance().signum()).isNegative();
            assertThat(counter.cashier.reserve(counter.key, Credit.ZERO, Counter.NOW))
                    .isInstanceOf(Admission.Refused.class);
        }

        @Test
        void chargesNothingForWorkThatWasNotDone() {
            counter.pay(1);

            counter.cashier.release(counter.reserve(900), Counter.NOW);

            assertThat(balance()).isEqualTo(ticket);
            assertThat(counter.reserve(1_000)).isNotNull();
        }

        @Test
        void doesNotEndAReservationTwice() {
            counter.pay(2);
            var reservation = counter.reserve(500);
            counter.cashier.settle(reservation, Credit.of(500), Counter.NOW);

            assertThatThrownBy(() -> counter.cashier.release(reservation, Counter.NOW))
                    .hasMessageContaining("closed before");
        }

        @Test
        void admitsNobodyWithoutAnAccount() {
            assertThat(counter.cashier.reserve(counter.key, Credit.ZERO, Counter.NOW))
                    .isInstanceOf(Admission.Refused.class);
        }

        @Test
        void chargesALiveSessionBeforeItWorks() {
            counter.pay(2);

            assertThat(counter.cashier.charge(counter.key, Credit.of(1_999), Counter.NOW))
                    .isEmpty();
            assertThat(counter.cashier.charge(counter.key, Credit.of(1_999), Counter.NOW))
                    .isPresent();
            assertThat(counter.cashier.statement(counter.key).debited()).isEqualTo(Credit.of(1_999));
        }
    }

    @Nested
    class Forgetting {

        @Test
        void forgetsAnAccountThatNobodyTouched() {
            counter.pay(2);

            assertThat(counter.cashier.sweep(after(Duration.ofMinutes(9)), 100)).isEmpty();
            assertThat(counter.cashier.sweep(after(Duration.ofMinutes(10)), 100))
                    .extracting(Cashier.Forgotten::account)
                    .containsExactly(counter.key);
            assertThat(counter.cashier.pinnedPrice(counter.key)).isEmpty();
        }

        @Test
        void remembersAnAccountForWhichWorkIsDone() {
            counter.pay(2);
            var reservation = counter.reserve(100);

            assertThat(counter.cashier.sweep(after(Duration.ofHours(2)), 100)).isEmpty();

            counter.cashier.release(reservation, Counter.NOW);
            assertThat(counter.cashier.sweep(after(Duration.ofHours(2)), 100)).hasSize(1);
        }

        @Test
        void neverTakesATicketAgainWhoseOfferWasForgotten() {
            var payment = counter.payment(offer, 1, 1);
            counter.pay(payment);

            counter.cashier.sweep(Counter.NOW, 140);

            assertThat(message(counter.pay(payment))).isEqualTo("TicketParams expired");
            assertThat(balance()).isEqualTo(ticket);
        }

        @Test
        void remembersSoManyOffersOfASenderAndNoMore() {
            var few = new Cashier(new CashierLimits(Credit.ZERO, Duration.ofMinutes(10), 10, 2));

            var receipts = new ArrayList<Receipt>();
            for (int i = 0; i < 3; i++) {
                receipts.add(few.receive(
                        Counter.SESSION,
                        counter.inspect(counter.payment(counter.offer(), 1, 1)),
                        Counter.PRICE,
                        Counter.NOW));
            }

            assertThat(receipts.get(1)).isInstanceOf(Receipt.Accepted.class);
            assertThat(message(receipts.get(2))).startsWith("too many offers open");
        }

        @Test
        void opensSoManyAccountsAndNoMore() {
            var few = new Cashier(new CashierLimits(Credit.ZERO, Duration.ofMinutes(10), 1, 10));
            var free = counter.inspect(Payment.withoutTickets(counter.gateway.address(), Price.FREE));

            assertThat(few.receive("one", free, Price.FREE, Counter.NOW)).isInstanceOf(Receipt.Accepted.class);
            assertThat(message(few.receive("two", free, Price.FREE, Counter.NOW)))
                    .startsWith("too many accounts open");
        }
    }

    @Nested
    class Recalling {

        @Test
        void knowsAfterARestartWhatItKnewBefore() {
            var payment = counter.payment(offer, 1, 3);
            var taken = ((Receipt.Accepted) counter.pay(payment)).taken();
            var restarted = new Cashier(CashierLimits.withMinimum(Credit.ZERO));

            restarted.recall(taken, Counter.NOW);
            restarted.recallFee(counter.key, Credit.of(700), Counter.NOW);

            assertThat(restarted.statement(counter.key).balance())
                    .isEqualTo(ticket.times(3).minus(Credit.of(700)));
            assertThat(restarted.pinnedPrice(counter.key)).contains(Counter.PRICE);
            assertThat(message(
                            restarted.receive(Counter.SESSION, counter.inspect(payment), Counter.PRICE, Counter.NOW)))
                    .contains("already seen");
        }

        @Test
        void noticesAJournalThatSaysTheSameTwice() {
            var taken = ((Receipt.Accepted) counter.pay(1)).taken();

            assertThatThrownBy(() -> counter.cashier.recall(taken, Counter.NOW)).hasMessageContaining("Accepted twice");
        }
    }

    private Credit balance() {
        return counter.cashier.statement(counter.key).balance();
    }

    private static Instant after(Duration time) {
        return Counter.NOW.plus(time);
    }

    private static String message(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Accepted _ -> "accepted";
            case Receipt.PartlyRefused partly -> partly.refusal().message();
            case Receipt.Refused(var refusal) -> refusal.message();
        };
    }
}
