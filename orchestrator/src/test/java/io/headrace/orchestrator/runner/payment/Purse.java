package io.headrace.orchestrator.runner.payment;

import io.headrace.media.ManifestId;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.PriceBoard;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.Headers;
import io.headrace.wire.AuthToken;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import java.util.concurrent.atomic.AtomicLong;

/** A client's money: tickets of 8 gwei, for the accounts of sessions. */
final class Purse {

    private final AtomicLong nonces = new AtomicLong();
    final PaidSetup setup = new PaidSetup();
    final PriceBoard board;

    Purse(Price price) {
        board = new PriceBoard(price);
    }

    /** With one ticket, as an account is offered it. */
    Payment ticketFor(String account) {
        var offer = (Billing.Offer.Priced) setup.billing.offer(setup.gateway.address(), account, board);
        return TicketBook.payment(setup.gateway, offer.price(), offer.params(), nonces.incrementAndGet());
    }

    /** An account with a ticket's worth in it. */
    SessionTab.Payer funded(String account) {
        setup.billing.take(account, ticketFor(account), board);
        return new SessionTab.Payer(setup.gateway.address(), account);
    }

    Credit balance(String account) {
        return setup.billing.balance(setup.gateway.address(), account);
    }

    /** What one is worth: 8 gwei, to within a ten-billionth. */
    Credit ticket() {
        var offer = (Billing.Offer.Priced) setup.billing.offer(setup.gateway.address(), "worth", board);
        return offer.params().expectedValue();
    }

    /** Both headers of a payment, signed by the gateway. */
    Headers headers(Payment payment, AuthToken token, String manifest) {
        var credential = SegmentCredential.ofPayment(new ManifestId(manifest), Capabilities.NONE, token)
                .signedBy(setup.gateway);
        return Headers.of(PaymentCodec.HEADER, PaymentCodec.encodeHeader(payment))
                .with(SegmentCredentialCodec.HEADER, SegmentCredentialCodec.encodeHeader(credential));
    }
}
