package io.headrace.payments.recipient;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hmac;
import io.headrace.crypto.Keccak;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CheapSigner;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.sender.StagedPayment;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An orchestrator's side and a gateway to pay it: tickets worth 1000 wei at block 100 of round 7. */
final class Counter {

    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    static final ChainTime TIME = new ChainTime(100, new CreationRound(7, Keccak.hash(new byte[] {7})));
    static final Price PRICE = Price.of(3, 2);
    static final Wei TICKET_VALUE = Wei.of(1_000);
    static final SenderFunds FUNDS = SenderFunds.of(Wei.of(1_000_000), Wei.of(1_000_000));
    static final Circumstances ORDINARY = new Circumstances(FUNDS, true, TIME);
    static final String SESSION = "a1b2c3d4";

    final CheapSigner gateway = CheapSigner.named("gateway");
    final EthAddress recipient = CheapSigner.named("orchestrator").address();
    final RecipientRand rands = new RecipientRand(new Hmac(new byte[] {1, 2, 3}));
    final TicketInspector inspector = new TicketInspector(recipient, rands, CheapSigner.CHECK);
    final Cashier cashier = new Cashier(CashierLimits.withMinimum(Credit.of(TICKET_VALUE)));
    final AccountKey key = new AccountKey(gateway.address(), SESSION);
    private int seed;

    TicketParams offer() {
        return offer(PRICE, TIME);
    }

    TicketParams offer(Price price, ChainTime time) {
        seed++;
        var desk = new OfferDesk(
                recipient,
                new FixedMultipleRule(TICKET_VALUE, FixedMultipleRule.LOCAL_MULTIPLE),
                rands,
                length -> BigInteger.valueOf(seed).toByteArray());
        return switch (desk.offer(gateway.address(), price, Credit.of(1_000_000), Wei.ZERO, time)) {
            case OfferDesk.Offering.Offered(var params) -> params;
            case OfferDesk.Offering.Refused refused -> throw new AssertionError(refused);
            case OfferDesk.Offering.NoRound none -> throw new AssertionError(none);
        };
    }

    Payment payment(TicketParams offer, long firstNonce, int tickets) {
        return new StagedPayment(1, PRICE, offer, offer.creation(), firstNonce, tickets).signedBy(gateway);
    }

    /** The payment with one of its parts replaced. */
    static Payment with(Payment payment, Payment.Batch batch) {
        return new Payment(payment.sender(), payment.price(), Optional.of(batch));
    }

    static Payment.Batch batch(Payment payment) {
        return payment.batch().orElseThrow();
    }

    static Payment.Batch with(Payment.Batch batch, List<Payment.Stub> stubs) {
        return new Payment.Batch(batch.params(), batch.creation(), stubs);
    }

    Inspection inspect(Payment payment) {
        return inspector.inspect(payment, ORDINARY);
    }

    Receipt pay(Payment payment) {
        return cashier.receive(SESSION, inspect(payment), PRICE, NOW);
    }

    /** Pays so many tickets under a fresh offer. */
    Receipt pay(int tickets) {
        return pay(payment(offer(), 1, tickets));
    }

    Reservation reserve(long fee) {
        return switch (cashier.reserve(key, Credit.of(fee), NOW)) {
            case Admission.Reserved(var reservation) -> reservation;
            case Admission.Refused(var refusal) -> throw new AssertionError(refusal.message());
        };
    }
}
