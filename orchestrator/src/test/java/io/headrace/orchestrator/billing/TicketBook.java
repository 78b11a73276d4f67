package io.headrace.orchestrator.billing;

import io.headrace.crypto.Signer;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.Ticket;
import io.headrace.payments.TicketParams;
import java.util.Optional;
import java.util.stream.LongStream;

/** A gateway's tickets. */
public final class TicketBook {

    private TicketBook() {}

    /** A payment with the tickets of these nonces. */
    public static Payment payment(Signer gateway, Price price, TicketParams params, long... nonces) {
        var stubs = LongStream.of(nonces)
                .mapToObj(nonce -> new Payment.Stub(
                        nonce,
                        gateway.sign(Ticket.of(params, gateway.address(), nonce, params.creation())
                                .hash())))
                .toList();
        return new Payment(
                gateway.address(),
                Optional.of(price),
                Optional.of(new Payment.Batch(params, params.creation(), stubs)));
    }
}
