package io.headrace.simulation.adversary;

import io.headrace.crypto.Hmac;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.recipient.FixedMultipleRule;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.RecipientRand;
import io.headrace.simulation.CheapSigner;
import io.headrace.simulation.adversary.RecipientTrial.Lie;
import java.math.BigInteger;
import java.util.Optional;
import java.util.SplittableRandom;

/** An orchestrator that is honest for a while, then lies in its own way, and in the end is silent. */
final class LyingRecipient {

    static final Wei TICKET_VALUE = Wei.of(1_000);
    static final Price PRICE = Price.of(3, 2);

    private static final long MULTIPLE = 10;
    private static final Credit FLOAT = Credit.of(1_000_000_000);

    private final Lie lie;
    private final SplittableRandom fate;
    private final CheapSigner self = CheapSigner.named("recipient");
    private final OfferDesk desk;
    private final int honest;
    private final int talkative;
    private int answers;

    /** @param billed units of work, as it says; more than {@code delivered} when it lies */
    record Answer(long delivered, long billed, Terms terms) {}

    record Terms(Price price, TicketParams params) {}

    LyingRecipient(Lie lie, SplittableRandom fate) {
        this.lie = lie;
        this.fate = fate;
        this.honest = fate.nextInt(8);
        this.talkative = honest + (lie == Lie.SILENCE ? 0 : fate.nextInt(12));
        var rands = new RecipientRand(new Hmac(new byte[] {7}));
        this.desk = new OfferDesk(self.address(), new FixedMultipleRule(TICKET_VALUE, MULTIPLE), rands, length -> {
            byte[] seed = new byte[length];
            fate.nextBytes(seed);
            return seed;
        });
    }

    /** Its answer to a unit; none when it is silent. */
    Optional<Answer> answer(CheapSigner payer, long quantity, ChainTime time) {
        answers++;
        if (answers > talkative) {
            return Optional.empty();
        }
        long delivered = quantity * (97 + fate.nextInt(4)) / 100;
        long billed = lie == Lie.FALSE_BILLS && lies() ? delivered * (2 + fate.nextInt(1_000)) : delivered;
        return Optional.of(new Answer(delivered, billed, terms(payer, time)));
    }

    /** What it offers now. */
    Terms terms(CheapSigner payer, ChainTime time) {
        var price = lie == Lie.RAISED_PRICE && lies() ? Price.of(3L + fate.nextInt(30), 2) : PRICE;
        var offering = desk.offer(payer.address(), price, FLOAT, Wei.ZERO, time);
        if (!(offering instanceof OfferDesk.Offering.Offered(var honestly))) {
            throw new IllegalStateException("No offer: " + offering);
        }
        return new Terms(price, lies() ? bent(honestly, time) : honestly);
    }

    private boolean lies() {
        return answers >= honest;
    }

    private TicketParams bent(TicketParams params, ChainTime time) {
        return switch (lie) {
            case NO_EXPIRATION ->
                with(
                        params,
                        params.faceValue(),
                        params.winProb(),
                        fate.nextBoolean() ? BigInteger.ZERO : BigInteger.valueOf(time.block() + fate.nextInt(2)));
            case DEARER_TICKETS ->
                switch (fate.nextInt(3)) {
                    case 0 -> with(params, params.faceValue(), WinProb.ALWAYS, params.expirationBlock());
                    case 1 ->
                        with(params, params.faceValue().times(1_000_000), params.winProb(), params.expirationBlock());
                    default ->
                        with(
                                params,
                                params.faceValue().times(1 + fate.nextInt(20)),
                                params.winProb(),
                                params.expirationBlock());
                };
            case RAISED_PRICE, FALSE_BILLS, SILENCE -> params;
        };
    }

    private static TicketParams with(TicketParams params, Wei faceValue, WinProb winProb, BigInteger expirationBlock) {
        return new TicketParams(
                params.recipient(),
                faceValue,
                winProb,
                params.randHash(),
                params.seed(),
                expirationBlock,
                params.creation());
    }
}
