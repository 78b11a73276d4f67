package io.headrace.simulation.adversary;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.SignatureCheck;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Ticket;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.simulation.Violation;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keeps an honest orchestrator's books once more, from what happened instead of from what its desks say: each offer it
 * made, each ticket that was good, each unit it took on. Nothing is lost here by a restart.
 */
final class RecipientWitness {

    private final SignatureCheck signatures;
    private final Map<Hash256, Offered> offers = new HashMap<>();
    private final Set<Used> used = new HashSet<>();
    private final Map<AccountKey, Credit> deserved = new HashMap<>();
    private final Map<AccountKey, Credit> charged = new HashMap<>();
    private final Map<AccountKey, Credit> reserved = new HashMap<>();

    private record Offered(TicketParams params, Price price) {}

    private record Used(Hash256 commitment, long nonce) {}

    RecipientWitness(SignatureCheck signatures) {
        this.signatures = signatures;
    }

    /** @param claimed of the sender's reserve, by this recipient in this round */
    void offers(TicketParams params, Price price, SenderFunds funds, Credit claimed, int pool) {
        offers.put(params.randHash(), new Offered(params, price));
        var reserve = funds.reserve().plus(funds.claimedInRound()).amount();
        var share = Credit.of(new Wei(reserve.divide(BigInteger.valueOf(pool)))).minus(claimed);
        if (Credit.of(params.faceValue()).compareTo(share) > 0) {
            throw new Violation("A win of %s wei was asked for, the share of the reserve is %s"
                    .formatted(params.faceValue(), share.rounded()));
        }
    }

    /** @param credited what the desk says the payment is worth */
    void took(AccountKey account, Payment payment, Credit credited, SenderFunds funds, ChainTime time) {
        var worth = payment.batch().map(batch -> worth(payment, batch, time)).orElse(Credit.ZERO);
        if (credited.compareTo(worth) > 0) {
            throw new Violation(
                    "%s wei were credited for tickets worth %s".formatted(credited.rounded(), worth.rounded()));
        }
        if (credited.signum() > 0 && funds.unlocksSoon(time.lastRound().round())) {
            throw new Violation("Tickets were credited in round %s of a sender who may withdraw in round %s"
                    .formatted(time.lastRound().round(), funds.withdrawRound()));
        }
        deserved.merge(account, credited, Credit::plus);
    }

    /** Up to the first bad ticket, as the network has it. */
    private Credit worth(Payment payment, Payment.Batch batch, ChainTime time) {
        var offer = offers.get(batch.params().randHash());
        boolean ours = offer != null
                && offer.params().equals(batch.params())
                && offer.params().creation().equals(batch.creation())
                && payment.price().filter(offer.price()::equals).isPresent();
        if (!ours || batch.params().expirationBlock().compareTo(BigInteger.valueOf(time.block())) <= 0) {
            return Credit.ZERO;
        }
        long good = 0;
        boolean bad = false;
        for (var stub : batch.stubs()) {
            var ticket = Ticket.of(batch.params(), payment.sender(), stub.senderNonce(), batch.creation());
            bad |= !signatures.signedBy(payment.sender(), ticket.hash(), stub.signature())
                    || !used.add(new Used(batch.params().randHash(), stub.senderNonce()));
            good += bad ? 0 : 1;
        }
        return batch.params().expectedValue().times(good);
    }

    /** Guarantee 2. */
    void admits(AccountKey account, Credit fee) {
        var free = of(deserved, account).minus(of(charged, account)).minus(of(reserved, account));
        if (free.compareTo(fee) < 0) {
            throw new Violation(
                    "A unit for %s wei was admitted, %s were free".formatted(fee.rounded(), free.rounded()));
        }
        reserved.merge(account, fee, Credit::plus);
    }

    void ends(AccountKey account, Credit fee, Credit cost) {
        reserved.merge(account, fee.negated(), Credit::plus);
        charged.merge(account, cost, Credit::plus);
    }

    /** What was worked on is dropped, and nothing is charged for it. */
    void restarted() {
        reserved.clear();
    }

    Credit charged() {
        return charged.values().stream().reduce(Credit.ZERO, Credit::plus);
    }

    private static Credit of(Map<AccountKey, Credit> sums, AccountKey account) {
        return sums.getOrDefault(account, Credit.ZERO);
    }
}
