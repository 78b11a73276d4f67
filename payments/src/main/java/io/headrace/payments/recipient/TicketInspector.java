package io.headrace.payments.recipient;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.SignatureCheck;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.TicketHashes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Examines payments as far as that needs no memory: whose offer, whose signature, won or not. This is where the time
 * goes, one key recovery for each ticket, and so it may run on any thread; what was seen before is for the
 * {@link Cashier} to say. The order of the checks is the network's (payments section 3.4).
 */
public final class TicketInspector {

    private final EthAddress recipient;
    private final RecipientRand rands;
    private final SignatureCheck signatures;

    public TicketInspector(EthAddress recipient, RecipientRand rands, SignatureCheck signatures) {
        this.recipient = recipient;
        this.rands = rands;
        this.signatures = signatures;
    }

    public Inspection inspect(Payment payment, Circumstances circumstances) {
        if (payment.sender().isZero()) {
            return refused(new PaymentRefusal.NoSender());
        }
        if (payment.price().isEmpty()) {
            return refused(new PaymentRefusal.NoPrice());
        }
        var price = payment.price().get();
        return payment.batch()
                .map(batch -> inspect(payment.sender(), price, batch, circumstances))
                .orElseGet(() -> new Inspection.WithoutTickets(payment.sender(), price));
    }

    private Inspection inspect(EthAddress sender, Price price, Payment.Batch batch, Circumstances circumstances) {
        var refusal = standing(sender, batch, circumstances);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        var rand = rands.of(RandInput.of(batch.params(), sender, batch.creation(), price));
        return RecipientRand.commitment(rand).equals(batch.params().randHash())
                ? examined(sender, price, batch, rand, circumstances.time().block())
                : refused(new PaymentRefusal.UnknownOffer());
    }

    /** What can be said before anything is computed. */
    private Optional<PaymentRefusal> standing(EthAddress sender, Payment.Batch batch, Circumstances now) {
        long round = now.time().lastRound().round();
        if (!now.recipientActive()) {
            return Optional.of(new PaymentRefusal.Inactive(recipient, round));
        }
        if (!batch.creation().isComplete()) {
            return Optional.of(new PaymentRefusal.NoCreationRound());
        }
        if (now.sender().unlocksSoon(round)) {
            return Optional.of(
                    new PaymentRefusal.SenderUnlocking(sender, now.sender().withdrawRound(), round));
        }
        return batch.params().recipient().equals(recipient)
                ? Optional.empty()
                : Optional.of(new PaymentRefusal.ForeignRecipient(batch.params().recipient()));
    }

    private Inspection examined(EthAddress sender, Price price, Payment.Batch batch, Hash256 rand, long latestBlock) {
        var params = batch.params();
        return new Inspection.Examined(
                sender,
                price,
                params,
                batch.creation(),
                params.expectedValue(),
                rand,
                params.expirationBlock().compareTo(BigInteger.valueOf(latestBlock)) <= 0,
                latestBlock,
                tickets(sender, batch, rand));
    }

    private List<Inspection.ExaminedTicket> tickets(EthAddress sender, Payment.Batch batch, Hash256 rand) {
        var params = batch.params();
        var hashes = new TicketHashes(Ticket.of(params, sender, 0, batch.creation()));
        var examined = new ArrayList<Inspection.ExaminedTicket>(batch.stubs().size());
        for (var stub : batch.stubs()) {
            boolean genuine = signatures.signedBy(sender, hashes.ofNonce(stub.senderNonce()), stub.signature());
            boolean wins = genuine && SignedTicket.wins(params.winProb(), stub.signature(), rand);
            examined.add(new Inspection.ExaminedTicket(stub, genuine, wins));
        }
        return examined;
    }

    private static Inspection refused(PaymentRefusal refusal) {
        return new Inspection.Refused(refusal);
    }
}
