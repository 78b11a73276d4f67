package io.headrace.payments.sender;

import io.headrace.crypto.Signer;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.Ticket;
import io.headrace.payments.TicketHashes;
import io.headrace.payments.TicketParams;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A payment decided upon and not yet signed: signing takes a key, which may live elsewhere. The nonces are taken; a
 * payment that is never sent leaves a gap, which nobody minds.
 *
 * @param stake the id by which the session is told how it ended
 * @param creation the round that the tickets name
 * @param firstNonce the nonce of the first ticket; the others follow
 * @param tickets how many; zero when the credit suffices
 */
public record StagedPayment(
        long stake, Price price, TicketParams params, CreationRound creation, long firstNonce, int tickets) {

    /** Any thread; takes a signature's time for each ticket. */
    public Payment signedBy(Signer signer) {
        if (tickets == 0) {
            return Payment.withoutTickets(signer.address(), price);
        }
        var hashes = new TicketHashes(Ticket.of(params, signer.address(), firstNonce, creation));
        var stubs = LongStream.range(firstNonce, firstNonce + tickets)
                .mapToObj(nonce -> new Payment.Stub(nonce, signer.sign(hashes.ofNonce(nonce))))
                .toList();
        return new Payment(
                signer.address(), Optional.of(price), Optional.of(new Payment.Batch(params, creation, stubs)));
    }
}
