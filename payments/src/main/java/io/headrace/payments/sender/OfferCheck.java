package io.headrace.payments.sender;

import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Whether a gateway makes tickets of an offer. Asked at discovery with one ticket, and again before every batch,
 * because blocks and funds move on (payments section 2.2).
 */
public record OfferCheck(SenderLimits limits) {

    /** An offer is left alone one block before it expires, for the tickets need time to arrive. */
    private static final long BLOCKS_TO_ARRIVE = 1;

    /** @param offer empty when the orchestrator sent none */
    public Optional<OfferRefusal> refusal(Optional<TicketParams> offer, long tickets, SenderFunds own, ChainTime time) {
        return offer.isPresent() ? refusal(offer.get(), tickets, own, time) : Optional.of(new OfferRefusal.NoParams());
    }

    /** @param tickets how many are about to be made at once */
    public Optional<OfferRefusal> refusal(TicketParams offer, long tickets, SenderFunds own, ChainTime time) {
        return expiry(offer, time).or(() -> {
            var ticketValue = offer.expectedValue();
            return ticketValue.signum() <= 0
                    ? Optional.empty()
                    : form(offer.faceValue(), ticketValue)
                            .or(() -> funds(own, time))
                            .or(() -> size(offer.faceValue(), ticketValue, tickets, own.deposit()));
        });
    }

    private static Optional<OfferRefusal> expiry(TicketParams offer, ChainTime time) {
        if (offer.expirationBlock().signum() == 0) {
            return Optional.of(new OfferRefusal.NoExpirationBlock());
        }
        boolean tooLate = offer.expirationBlock()
                        .compareTo(BigInteger.valueOf(time.block()).add(BigInteger.valueOf(BLOCKS_TO_ARRIVE)))
                <= 0;
        return tooLate
                ? Optional.of(new OfferRefusal.Expired(offer.expirationBlock(), time.block()))
                : Optional.empty();
    }

    private Optional<OfferRefusal> form(Wei faceValue, Credit ticketValue) {
        if (ticketValue.compareTo(Credit.of(faceValue)) >= 0) {
            return Optional.of(new OfferRefusal.FaceValueTooLow(faceValue, ticketValue));
        }
        return ticketValue.compareTo(limits.maxTicketValue()) > 0
                ? Optional.of(new OfferRefusal.TicketValueTooHigh(ticketValue, limits.maxTicketValue()))
                : Optional.empty();
    }

    private static Optional<OfferRefusal> funds(SenderFunds own, ChainTime time) {
        if (own.unlocksSoon(time.lastRound().round())) {
            return Optional.of(new OfferRefusal.Unlocking(
                    own.withdrawRound(), time.lastRound().round()));
        }
        if (own.reserve().isZero()) {
            return Optional.of(new OfferRefusal.NoReserve());
        }
        return own.deposit().isZero() ? Optional.of(new OfferRefusal.NoDeposit()) : Optional.empty();
    }

    private Optional<OfferRefusal> size(Wei faceValue, Credit ticketValue, long tickets, Wei deposit) {
        var total = ticketValue.times(tickets);
        if (total.compareTo(limits.maxPaymentValue()) > 0) {
            return Optional.of(new OfferRefusal.PaymentValueTooHigh(total, tickets, limits.maxPaymentValue()));
        }
        var max = new Wei(deposit.amount().divide(BigInteger.valueOf(limits.depositMultiplier())));
        return faceValue.compareTo(max) > 0
                ? Optional.of(new OfferRefusal.FaceValueTooHigh(faceValue, max))
                : Optional.empty();
    }
}
