package io.headrace.benchmarks;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Hmac;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import io.headrace.payments.recipient.Circumstances;
import io.headrace.payments.recipient.FixedMultipleRule;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.Receipt;
import io.headrace.payments.recipient.RecipientRand;
import io.headrace.payments.recipient.TicketInspector;
import io.headrace.payments.sender.StagedPayment;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How many tickets one core takes per second: signature, commitment, win, nonce and credit, with real signatures, in
 * payments of ten. Measured in the processor time of one thread, so that other load on the machine does not count.
 * Prints a line for people and one line of JSON. Optional argument: seconds to measure (default 5).
 */
public final class TicketBench {

    private static final int GOAL_PER_SECOND = 20_000;
    private static final int TICKETS_PER_PAYMENT = 10;
    private static final int PAYMENTS = 400;
    private static final Price PRICE = Price.of(1, 1);
    private static final ChainTime TIME = new ChainTime(100, new CreationRound(7, Keccak.hash(new byte[] {7})));
    private static final Circumstances NOW =
            new Circumstances(SenderFunds.of(Wei.of(1_000_000_000_000L), Wei.of(1_000_000_000_000L)), true, TIME);

    private final PrivateKey gateway = PrivateKey.of(Hash256.of(BigInteger.TWO));
    private final PrivateKey orchestrator = PrivateKey.of(Hash256.of(BigInteger.ONE));
    private final RecipientRand rands = new RecipientRand(new Hmac(new byte[] {1}));
    private final TicketInspector inspector = new TicketInspector(orchestrator.address(), rands, Signatures::signedBy);

    private TicketBench() {}

    public static void main(String[] arguments) {
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5;
        var bench = new TicketBench();
        var payments = bench.payments();
        bench.measure(payments, Duration.ofSeconds(2));
        report(bench.measure(payments, Duration.ofSeconds(seconds)));
    }

    private static void report(double perSecond) {
        System.out.printf(
                Locale.ROOT,
                "ticket validation: %.0f tickets per second on one core, goal %d%n",
                perSecond,
                GOAL_PER_SECOND);
        new Figure("tickets", perSecond, "tickets/s per core", OptionalDouble.of(GOAL_PER_SECOND), Map.of())
                .print("tickets");
    }

    /** The same payments go round and round, each time to a cashier that has not seen them. */
    private double measure(List<Payment> payments, Duration atLeast) {
        long taken = 0;
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        long elapsed = 0;
        while (elapsed < atLeast.toNanos()) {
            taken += round(payments);
            elapsed = threads.getCurrentThreadCpuTime() - begin;
        }
        return taken * 1e9 / elapsed;
    }

    private long round(List<Payment> payments) {
        var cashier = new Cashier(CashierLimits.withMinimum(Credit.ZERO));
        long taken = 0;
        for (var payment : payments) {
            var receipt = cashier.receive("bench", inspector.inspect(payment, NOW), PRICE, Instant.EPOCH);
            if (!(receipt instanceof Receipt.Accepted accepted)) {
                throw new IllegalStateException("A good payment was refused: " + receipt);
            }
            taken += accepted.taken().nonces().size();
        }
        return taken;
    }

    private List<Payment> payments() {
        var payments = new ArrayList<Payment>(PAYMENTS);
        for (int i = 0; i < PAYMENTS; i++) {
            var offer = offer(i);
            payments.add(
                    new StagedPayment(i, PRICE, offer, offer.creation(), 1, TICKETS_PER_PAYMENT).signedBy(gateway));
        }
        return payments;
    }

    private TicketParams offer(int seed) {
        var desk = new OfferDesk(
                orchestrator.address(),
                new FixedMultipleRule(Wei.of(8_000_000_000L), FixedMultipleRule.LOCAL_MULTIPLE),
                rands,
                _ -> BigInteger.valueOf(seed).toByteArray());
        return switch (desk.offer(gateway.address(), PRICE, Credit.of(Long.MAX_VALUE), Wei.ZERO, TIME)) {
            case OfferDesk.Offering.Offered(var params) -> params;
            case OfferDesk.Offering.Refused refused -> throw new IllegalStateException(refused.toString());
            case OfferDesk.Offering.NoRound none -> throw new IllegalStateException(none.toString());
        };
    }
}
