package io.headrace.orchestrator.billing;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Hmac;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.SecretSource;
import io.headrace.crypto.Signatures;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import io.headrace.payments.recipient.FixedMultipleRule;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.RecipientRand;
import io.headrace.payments.recipient.TicketInspector;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An orchestrator's billing at 1010 wei per pixel and 8 gwei a ticket, every second of which wins; and a gateway's key. */
public final class PaidSetup {

    public static final Price PRICE = Price.of(1010, 1);
    public static final Wei TICKET_VALUE = Wei.of(8_000_000_000L);

    public final PrivateKey orchestrator = key(1);
    public final PrivateKey gateway = key(2);
    public final FakeSenders senders = new FakeSenders();
    public final RecordingPayments payments = new RecordingPayments();
    public final PriceBoard prices = new PriceBoard(PRICE);
    public final PriceBoard livePrices = new PriceBoard(PRICE);
    public final List<WorkFact> facts = new CopyOnWriteArrayList<>();
    public final TicketBilling billing;

    public PaidSetup() {
        this(BatchPrices.NONE);
    }

    public PaidSetup(BatchPrices batchPrices) {
        var rands = new RecipientRand(new Hmac(new byte[32]));
        var tickets = new TicketBilling.Tickets(
                new TicketInspector(orchestrator.address(), rands, Signatures::signedBy),
                new OfferDesk(
                        orchestrator.address(), new FixedMultipleRule(TICKET_VALUE, 2), rands, SecretSource.system()),
                new Cashier(CashierLimits.withMinimum(Credit.of(TICKET_VALUE))));
        billing = new TicketBilling(
                orchestrator,
                Signatures::signedBy,
                new PriceBoards(prices, livePrices, batchPrices),
                tickets,
                senders,
                payments,
                payments,
                InstantSource.system(),
                facts::add);
    }

    public static PrivateKey key(long secret) {
        return PrivateKey.of(Hash256.of(BigInteger.valueOf(secret)));
    }
}
