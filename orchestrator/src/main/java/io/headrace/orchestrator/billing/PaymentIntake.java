package io.headrace.orchestrator.billing;

import io.headrace.chain.ChainUnavailable;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.payments.Payment;
import io.headrace.payments.recipient.Acceptance;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.Circumstances;
import io.headrace.payments.recipient.PaymentRefusal;
import io.headrace.payments.recipient.Receipt;
import io.headrace.payments.recipient.TicketInspector;
import io.headrace.wire.PeerError;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes payments into accounts: looks at the sender and its tickets, credits them, and stores what that changed before it
 * says so. Any thread; blocks.
 */
final class PaymentIntake {

    static final String CHAIN_SILENT = "the chain cannot be asked just now";

    private static final Logger LOG = LoggerFactory.getLogger(PaymentIntake.class);

    private final TicketInspector inspector;
    private final SenderView senders;
    private final PaymentStore store;
    private final WinnerQueue winners;
    private final InstantSource clock;
    private final WorkLog log;

    /** Guarded by itself. */
    private final Cashier cashier;

    PaymentIntake(
            TicketInspector inspector,
            Cashier cashier,
            SenderView senders,
            PaymentStore store,
            WinnerQueue winners,
            InstantSource clock,
            WorkLog log) {
        this.inspector = inspector;
        this.cashier = cashier;
        this.senders = senders;
        this.store = store;
        this.winners = winners;
        this.clock = clock;
        this.log = log;
    }

    Billing.Taking take(String account, Payment payment, PriceSign sign) {
        SenderView.Standing standing;
        try {
            standing = senders.of(payment.sender());
        } catch (ChainUnavailable failure) {
            LOG.warn("No payment is taken of {}: {}", payment.sender(), failure.getMessage());
            return new Billing.Taking.Refused(CHAIN_SILENT);
        }
        var circumstances = new Circumstances(standing.funds(), standing.recipientActive(), standing.time());
        var inspection = inspector.inspect(payment, circumstances);
        var quoted = sign.leastHonoured(payment.sender(), standing.time().block());
        Receipt receipt;
        synchronized (cashier) {
            receipt = cashier.receive(account, inspection, quoted, clock.instant());
        }
        return switch (receipt) {
            case Receipt.Accepted(var taken) -> {
                keep(taken, payment);
                yield new Billing.Taking.Taken();
            }
            case Receipt.PartlyRefused(var taken, var refusal) -> {
                keep(taken, payment);
                yield refused(account, payment, refusal);
            }
            case Receipt.Refused(var refusal) -> refused(account, payment, refusal);
        };
    }

    private void keep(Acceptance taken, Payment payment) {
        store.keep(taken);
        taken.winners().forEach(winners::add);
        tell(taken, payment);
    }

    private void tell(Acceptance taken, Payment payment) {
        var sender = payment.sender();
        var session = taken.account().session();
        int tickets = payment.batch().map(batch -> batch.stubs().size()).orElse(0);
        if (tickets > 0) {
            log.tell(new WorkFact.TicketsAccepted(
                    session, sender, tickets, taken.winners().size(), taken.credited()));
        }
        for (var winner : taken.winners()) {
            var ticket = winner.ticket();
            log.tell(new WorkFact.WinnerFound(session, sender, ticket.hash(), ticket.faceValue()));
        }
    }

    private Billing.Taking refused(String account, Payment payment, PaymentRefusal refusal) {
        var text = text(refusal);
        log.tell(new WorkFact.PaymentRefused(account, payment.sender(), text));
        return new Billing.Taking.Refused(text);
    }

    /** As peers know it, and for what they do not know the text nearest to it. */
    static String text(PaymentRefusal refusal) {
        if (refusal instanceof PaymentRefusal.InsufficientBalance) {
            return PeerError.INSUFFICIENT_BALANCE.text();
        }
        return refusal instanceof PaymentRefusal.PriceTooLow
                ? PeerError.EXPECTED_PRICE
                        .refusal("\"" + refusal.message() + "\"")
                        .text()
                : refusal.message();
    }
}
