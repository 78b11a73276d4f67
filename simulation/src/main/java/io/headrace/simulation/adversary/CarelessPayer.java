package io.headrace.simulation.adversary;

import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.sender.InFlight;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.PaidSums;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.payments.sender.StagedPayment;
import io.headrace.payments.sender.Staging;
import io.headrace.payments.sender.Stake;
import io.headrace.payments.sender.TicketSession;
import java.math.BigInteger;
import java.util.ArrayList;

/** How a gateway would pay that lacks one of its guards. */
final class CarelessPayer {

    private static final Credit ANY = new Credit(BigInteger.TEN.pow(60), BigInteger.ONE);
    private static final Wei RICH = new Wei(BigInteger.TEN.pow(60));
    private static final OfferCheck BLIND = new OfferCheck(new SenderLimits(ANY, ANY, 1));

    /** Brings what the fee takes, debts and losses included, whatever is out already. */
    Staging stage(TicketSession money, Credit fee) {
        var ticket = money.params().expectedValue();
        long needed = fee.max(ticket).minus(money.free()).ceilingOf(ticket);
        int tickets = (int) Math.min(needed, 600 - money.nextNonce() + 1);
        var added = ticket.times(tickets);
        var stakes = new ArrayList<>(money.inFlight().stakes());
        stakes.add(Stake.of(money.nextStake(), fee, added));
        var paid = money.paid();
        var next = new TicketSession(
                money.price(),
                money.initialPrice(),
                money.params(),
                money.nextNonce() + tickets,
                money.credit(),
                InFlight.of(stakes),
                money.nextStake() + 1,
                new PaidSums(paid.sent().plus(added), paid.debited(), paid.lost()),
                Credit.ZERO);
        return new Staging.Staged(next, payment(money, tickets));
    }

    private static StagedPayment payment(TicketSession money, int tickets) {
        return new StagedPayment(
                money.nextStake(),
                money.price(),
                money.params(),
                money.params().creation(),
                money.nextNonce(),
                tickets);
    }

    /** Makes tickets of whatever is offered. */
    Staging stageUnseen(TicketSession money, Credit fee, ChainTime time) {
        var offer = money.params();
        var staging =
                money.adopt(money.price(), lasting(offer, time)).stage(fee, BLIND, SenderFunds.of(RICH, RICH), time);
        return staging instanceof Staging.Staged(var next, var payment)
                ? new Staging.Staged(next, under(offer, payment))
                : staging;
    }

    private static StagedPayment under(TicketParams offer, StagedPayment payment) {
        return new StagedPayment(
                payment.stake(), payment.price(), offer, payment.creation(), payment.firstNonce(), payment.tickets());
    }

    private static TicketParams lasting(TicketParams offer, ChainTime time) {
        return new TicketParams(
                offer.recipient(),
                offer.faceValue(),
                offer.winProb(),
                offer.randHash(),
                offer.seed(),
                BigInteger.valueOf(time.block() + 40),
                offer.creation());
    }
}
