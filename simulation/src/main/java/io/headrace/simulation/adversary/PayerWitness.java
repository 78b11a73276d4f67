package io.headrace.simulation.adversary;

import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.payments.sender.StagedPayment;
import io.headrace.simulation.Violation;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts beside a gateway what one session sent and what it got for it. Guarantee 1: the difference is never more than
 * the larger of one ticket's worth and the estimated fees of the units in flight, plus one ticket, as tickets are whole,
 * and one more for each unit that was billed and whose bill nobody has looked at yet.
 */
final class PayerWitness {

    private static final long MOST_OF_FIRST_PRICE = 2;

    private final SenderLimits limits;
    private final SenderFunds funds;
    private final Price first;
    private final Map<Long, Credit> inFlight = new HashMap<>();
    private final Map<Long, Credit> billed = new HashMap<>();
    private Credit sent = Credit.ZERO;
    private Credit worth = Credit.ZERO;
    private Credit limit = Credit.ZERO;

    PayerWitness(SenderLimits limits, SenderFunds funds, Price first) {
        this.limits = limits;
        this.funds = funds;
        this.first = first;
    }

    void sends(StagedPayment payment, Credit fee, ChainTime time) {
        var ticket = payment.params().expectedValue();
        inFlight.put(payment.stake(), fee);
        limit = limit.max(fees().max(ticket).plus(ticket.times(1 + billed.size())));
        if (payment.tickets() > 0) {
            sent = sent.plus(ticket.times(payment.tickets()));
            looksAt(payment, ticket, time);
        }
        if (stolen().compareTo(limit) > 0) {
            throw new Violation("A recipient could run away with %s wei, more than %s"
                    .formatted(stolen().rounded(), limit.rounded()));
        }
    }

    private void looksAt(StagedPayment payment, Credit ticket, ChainTime time) {
        var params = payment.params();
        if (params.expirationBlock().compareTo(BigInteger.valueOf(time.block() + 1)) <= 0) {
            throw new Violation("Tickets at block %s of an offer that ends at block %s"
                    .formatted(time.block(), params.expirationBlock()));
        }
        if (ticket.compareTo(limits.maxTicketValue()) > 0
                || ticket.times(payment.tickets()).compareTo(limits.maxPaymentValue()) > 0
                || params.faceValue().compareTo(funds.deposit()) > 0
                || ticket.compareTo(Credit.of(params.faceValue())) >= 0) {
            throw new Violation("%s tickets worth %s wei each, over %s wei, are beyond %s"
                    .formatted(payment.tickets(), ticket.rounded(), params.faceValue(), limits));
        }
        if (payment.price().perUnit().compareTo(first.perUnit().times(MOST_OF_FIRST_PRICE)) > 0) {
            throw new Violation("A session of %s wei a unit pays %s".formatted(first, payment.price()));
        }
    }

    private Credit fees() {
        var all = inFlight.values().stream().reduce(Credit.ZERO, Credit::plus);
        return billed.values().stream().reduce(all, Credit::plus);
    }

    /** @param value what was really delivered, at the price agreed for it */
    void delivered(long stake, Credit value) {
        worth = worth.plus(value);
        var fee = inFlight.remove(stake);
        if (fee != null) {
            billed.put(stake, fee);
        }
    }

    void checked(long stake) {
        billed.remove(stake);
    }

    void givenUp(long stake) {
        inFlight.remove(stake);
    }

    Credit stolen() {
        return sent.minus(worth);
    }

    Credit sent() {
        return sent;
    }
}
