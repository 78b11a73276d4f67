package io.headrace.payments.sender;

import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.TicketParams;
import java.util.Optional;

/**
 * The paying side of one gateway's agreement with one orchestrator: the offer that stands, the next nonce, the credit
 * that the orchestrator is known to have, and what the units in flight have put at risk. An immutable value; each step
 * returns the session that comes after it.
 *
 * <p>A unit walks {@link #stage} and then exactly one of {@link #notSent}, {@link #unanswered}, {@link #spent} and
 * {@link #settled}.
 *
 * <p>How many tickets (payments section 2.3): a unit must bring the credit to the larger of its fee and one ticket's
 * worth, for that is what orchestrators ask before they begin. It may rely on credit that an answer has confirmed and
 * that no other unit in flight relies on; the rest it brings as whole tickets.
 *
 * <p>Guarantee 1. What a cheat can run away with is the {@link #exposure}: confirmed credit and the tickets in flight.
 * No ticket is sent that would lift it above the larger of one ticket's worth and the fees of the units in flight, plus
 * less than one ticket, because tickets are whole. A unit that would has to wait for an answer. What an orchestrator
 * bills beyond what it was paid becomes a debt, and a debt is believed only as far as that: it is repaid with what the
 * limit leaves over, so that a false bill brings no more than running away would have.
 *
 * @param price what the work costs now; what is stated in each payment
 * @param initialPrice what it cost when the session began
 * @param nextNonce the first nonce not yet taken under this offer's commitment; the first of all is 1
 * @param credit what the orchestrator has of ours, as its answers confirm; negative when it charged more than it had
 * @param inFlight the units in flight
 * @param unanswered what went out with requests that nobody answered
 */
public record TicketSession(
        Price price,
        Price initialPrice,
        TicketParams params,
        long nextNonce,
        Credit credit,
        InFlight inFlight,
        long nextStake,
        PaidSums paid,
        Credit unanswered) {

    public static TicketSession begin(Price price, TicketParams params) {
        return new TicketSession(price, price, params, 1, Credit.ZERO, InFlight.NONE, 1, PaidSums.NONE, Credit.ZERO);
    }

    /**
     * The same session under a newer offer, as it comes with every answer. Not validated here: that happens before the
     * next batch. Nonces begin anew with a new commitment and go on under one seen before.
     */
    public TicketSession adopt(Price newer, TicketParams offer) {
        boolean same = offer.randHash().equals(params.randHash());
        return new TicketSession(
                newer, initialPrice, offer, same ? nextNonce : 1, credit, inFlight, nextStake, paid, unanswered);
    }

    /**
     * The same agreement with another account at the orchestrator: nothing is in flight in it, and it has no credit of
     * ours. Nonces go on, and so does what a silence has put at risk.
     */
    public TicketSession anew() {
        return new TicketSession(
                price, initialPrice, params, nextNonce, Credit.ZERO, InFlight.NONE, 1, PaidSums.NONE, unanswered);
    }

    /**
     * Pays for one more unit.
     *
     * @param fee what the unit is expected to cost
     * @param own our own funds at the ticket broker
     */
    public Staging stage(Credit fee, OfferCheck check, SenderFunds own, ChainTime time) {
        long tickets = ticketsFor(fee);
        var refusal = check.refusal(params, tickets, own, time);
        if (refusal.isPresent()) {
            return new Staging.Refused(refusal.get());
        }
        if (nextNonce - 1 + tickets > Payment.MAX_TICKETS) {
            return new Staging.Refused(new OfferRefusal.NoncesExhausted(nextNonce - 1, tickets, Payment.MAX_TICKETS));
        }
        var added = params.expectedValue().times(tickets);
        var after = atRisk().plus(unanswered).plus(added);
        var limit = exposureLimit(fee);
        if (tickets == 0 || after.compareTo(limit) <= 0) {
            return staged(fee, added, (int) tickets, time);
        }
        return inFlight.isEmpty()
                ? new Staging.Refused(new OfferRefusal.AnswersMissing(unanswered, after, limit))
                : new Staging.MustWait(after, limit);
    }

    /**
     * Pays for one more unit without a ticket, out of what the orchestrator has of ours and out of what units in flight
     * have brought beyond their fees. It puts nothing more at risk. For orchestrators that cover each unit by its fee:
     * existing ones want a ticket's worth at hand for each.
     *
     * @param fee what the unit is expected to cost
     * @return empty when that is not enough
     */
    public Optional<Staging.Staged> rely(Credit fee, ChainTime time) {
        var there = free().plus(inFlight.surplus());
        return fee.compareTo(there) <= 0 ? Optional.of(staged(fee, Credit.ZERO, 0, time)) : Optional.empty();
    }

    /** The orchestrator has been sent what this unit brought. */
    public TicketSession sent(long stake) {
        return new TicketSession(
                price, initialPrice, params, nextNonce, credit, inFlight.sent(stake), nextStake, paid, unanswered);
    }

    private Staging.Staged staged(Credit fee, Credit added, int tickets, ChainTime time) {
        var next = new TicketSession(
                price,
                initialPrice,
                params,
                nextNonce + tickets,
                credit,
                inFlight.with(Stake.of(nextStake, fee, added)),
                nextStake + 1,
                paid.sending(added),
                unanswered);
        return new Staging.Staged(
                next, new StagedPayment(nextStake, price, params, creation(time), nextNonce, tickets));
    }

    /** As many units of work as one payment can cover, with all the tickets that one set of parameters allows. */
    public long unitsPayable() {
        var ticketValue = params.expectedValue();
        return price.isFree() || ticketValue.signum() <= 0
                ? Long.MAX_VALUE
                : free().max(Credit.ZERO)
                        .plus(ticketValue.times(Payment.MAX_TICKETS))
                        .floorOf(price.perUnit());
    }

    /** Nothing left this node: the tickets do not count. Their nonces stay taken. */
    public TicketSession notSent(long stake) {
        return without(stake, credit, paid.sending(inFlight.stake(stake).added().negated()));
    }

    /**
     * The request was sent and nobody answered: what {@link #spent} says, and what is gone stays at risk for as long as
     * the session lives, or a recipient that is silent would be paid again with every further try.
     */
    public TicketSession unanswered(long stake) {
        var after = spent(stake);
        var gone = after.paid.lost().minus(paid.lost());
        return new TicketSession(
                price,
                initialPrice,
                params,
                nextNonce,
                after.credit,
                after.inFlight,
                nextStake,
                after.paid,
                unanswered.plus(gone));
    }

    /** The request was sent and no usable answer came: what the unit brought and relied on counts as lost. */
    public TicketSession spent(long stake) {
        var gone = inFlight.stake(stake);
        return without(
                stake, credit.minus(gone.drawn()), paid.losing(gone.added().plus(gone.drawn())));
    }

    /**
     * The work came back. Where it relied on tickets of others that are still in flight, it proves that these were taken: so
     * much of them is credit from now on, or honest fees would look like a debt until the slowest of them comes back. No
     * more is taken for proven than the unit was expected to cost.
     *
     * @param fee what it really costs: the price times the units of work that were returned
     */
    public TicketSession settled(long stake, Credit fee) {
        var done = inFlight.stake(stake);
        var others = inFlight.without(stake);
        var left = credit.plus(done.added()).minus(fee);
        var proven =
                left.negated().min(done.drawn().min(fee)).min(others.surplus()).max(Credit.ZERO);
        return new TicketSession(
                price,
                initialPrice,
                params,
                nextNonce,
                left.plus(proven),
                others.confirming(proven),
                nextStake,
                paid.debiting(fee),
                unanswered);
    }

    /** All that would be lost if the orchestrator went away now. */
    public Credit exposure() {
        return credit.plus(inFlight.added());
    }

    /** The exposure, of which a debt takes nothing away: whoever billed falsely gets no more for it. */
    public Credit atRisk() {
        return exposure().minus(credit.min(Credit.ZERO));
    }

    /** Confirmed credit that no unit in flight relies on. */
    public Credit free() {
        return credit.minus(inFlight.drawn());
    }

    private long ticketsFor(Credit fee) {
        var ticketValue = params.expectedValue();
        if (price.isFree() || ticketValue.signum() <= 0) {
            return 0;
        }
        long needed = fee.max(ticketValue).minus(free()).ceilingOf(ticketValue);
        boolean indebted = inFlight.isEmpty() && credit.signum() < 0;
        return indebted ? Math.min(needed, exposureLimit(fee).floorOf(ticketValue)) : needed;
    }

    private Credit exposureLimit(Credit fee) {
        var fees = inFlight.fees().plus(fee);
        var ticketValue = params.expectedValue();
        return fees.max(ticketValue).plus(ticketValue);
    }

    /** The round that the recipient asked for, or our own when it asked for none. */
    private CreationRound creation(ChainTime time) {
        return params.creation().isComplete() ? params.creation() : time.lastRound();
    }

    private TicketSession without(long id, Credit left, PaidSums sums) {
        return new TicketSession(
                price, initialPrice, params, nextNonce, left, inFlight.without(id), nextStake, sums, unanswered);
    }
}
