package io.headrace.payments.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.Hash256;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.payments.sender.StagedPayment;
import io.headrace.payments.sender.Staging;
import io.headrace.payments.sender.Stake;
import io.headrace.payments.sender.TicketSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A gateway pays an orchestrator for units of random price over a network that loses requests, loses answers and
 * delivers payments twice. Every invariant is looked at after every step.
 */
class PayingPairPropertyTest {

    private static final OfferCheck CHECK = new OfferCheck(SenderLimits.DEFAULT);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void keepsItsSumsAndItsGuarantees(long seed) {
        var pair = new Pair(seed);
        for (int step = 0; step < 400; step++) {
            pair.step();
            pair.check();
        }
    }

    /** A unit that the orchestrator works on. */
    private record Working(Reservation reservation, Credit fee) {}

    private static final class Pair {
        private final SplittableRandom chance;
        private final Counter counter = new Counter();
        private final List<StagedPayment> requests = new ArrayList<>();
        private final Map<Long, Working> working = new TreeMap<>();
        private final List<Payment> delivered = new ArrayList<>();
        private final Set<String> noncesTaken = new HashSet<>();
        private TicketSession session;
        private Credit largestLimit = Credit.ZERO;
        private Credit taken = Credit.ZERO;

        Pair(long seed) {
            chance = new SplittableRandom(seed);
            session = TicketSession.begin(Counter.PRICE, counter.offer());
        }

        void step() {
            switch (chance.nextInt(8)) {
                case 0, 1, 2 -> stage();
                case 3, 4 -> arrive();
                case 5 -> answer();
                case 6 -> replay();
                default -> session = session.adopt(Counter.PRICE, counter.offer());
            }
        }

        private void stage() {
            var fee = Credit.of(chance.nextLong(1, 5_000));
            if (session.inFlight().stakes().size() == 4) {
                return;
            }
            switch (session.stage(fee, CHECK, Counter.FUNDS, Counter.TIME)) {
                case Staging.Staged staged -> {
                    session = staged.session();
                    requests.add(staged.payment());
                    noteLimit();
                }
                case Staging.Refused(var refusal) -> {
                    assertThat(refusal.refreshHelps()).as(refusal.message()).isTrue();
                    session = session.adopt(Counter.PRICE, counter.offer());
                }
                case Staging.MustWait waiting -> assertThat(waiting.exposure()).isGreaterThan(waiting.limit());
            }
        }

        private void noteLimit() {
            var ticket = session.params().expectedValue();
            var fees = session.inFlight().stakes().stream().map(Stake::fee).reduce(Credit.ZERO, Credit::plus);
            largestLimit = largestLimit.max(fees.max(ticket).plus(ticket));
        }

        private void arrive() {
            if (requests.isEmpty()) {
                return;
            }
            var request = requests.remove(chance.nextInt(requests.size()));
            switch (chance.nextInt(10)) {
                case 0 -> session = session.notSent(request.stake());
                case 1 -> session = session.spent(request.stake());
                default -> deliver(request);
            }
        }

        private void deliver(StagedPayment request) {
            var payment = request.signedBy(counter.gateway);
            delivered.add(payment);
            var receipt = counter.pay(payment);
            assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
            note(((Receipt.Accepted) receipt).taken());
            var fee = fee(request);
            switch (counter.cashier.reserve(counter.key, fee, Counter.NOW)) {
                case Admission.Reserved(var reservation) -> working.put(request.stake(), new Working(reservation, fee));
                case Admission.Refused(var refusal) ->
                    throw new AssertionError("an honest gateway was refused: " + refusal.message());
            }
        }

        private Credit fee(StagedPayment request) {
            return session.inFlight().stakes().stream()
                    .filter(stake -> stake.id() == request.stake())
                    .map(Stake::fee)
                    .findFirst()
                    .orElseThrow();
        }

        private void answer() {
            if (working.isEmpty()) {
                return;
            }
            var stakes = List.copyOf(working.keySet());
            long stake = stakes.get(chance.nextInt(stakes.size()));
            var work = Objects.requireNonNull(working.remove(stake));
            switch (chance.nextInt(6)) {
                case 0 -> {
                    counter.cashier.settle(work.reservation(), work.fee(), Counter.NOW);
                    session = session.spent(stake);
                }
                case 1 -> {
                    counter.cashier.release(work.reservation(), Counter.NOW);
                    session = session.settled(stake, Credit.ZERO);
                }
                default -> {
                    var actual =
                            Credit.of(chance.nextLong(work.fee().numerator().longValueExact() + 1));
                    counter.cashier.settle(work.reservation(), actual, Counter.NOW);
                    session = session.settled(stake, actual);
                }
            }
        }

        private void replay() {
            if (delivered.isEmpty()) {
                return;
            }
            var payment = delivered.get(chance.nextInt(delivered.size()));
            var before = counter.cashier.statement(counter.key);
            counter.pay(payment);
            assertThat(counter.cashier.statement(counter.key)).isEqualTo(before);
        }

        private void note(Acceptance acceptance) {
            taken = taken.plus(acceptance.credited());
            for (long nonce : acceptance.nonces()) {
                assertThat(noncesTaken.add(name(acceptance.randHash(), nonce))).isTrue();
            }
        }

        private static String name(Hash256 offer, long nonce) {
            return offer + "#" + nonce;
        }

        void check() {
            var statement = counter.cashier.statement(counter.key);
            assertThat(statement.accepted()).isEqualTo(taken);
            assertThat(statement.accepted()).isEqualTo(statement.debited().plus(statement.balance()));
            assertThat(statement.free().signum()).isNotNegative();
            var paid = session.paid();
            assertThat(paid.sent()).isEqualTo(paid.debited().plus(paid.lost()).plus(session.exposure()));
            assertThat(session.exposure()).isLessThan(largestLimit.max(Credit.of(1)));
        }
    }
}
