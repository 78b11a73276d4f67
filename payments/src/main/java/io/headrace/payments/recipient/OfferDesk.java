package io.headrace.payments.recipient;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.SecretSource;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import java.math.BigInteger;

/** Makes the offers that go out with every answer. Remembers none of them. Any thread. */
public final class OfferDesk {

    /** How long an offer stands, in L1 blocks (payments section 1.9). */
    public static final long LIFE_IN_BLOCKS = 40;

    private final EthAddress recipient;
    private final FaceValueRule rule;
    private final RecipientRand rands;
    private final SecretSource seeds;

    public OfferDesk(EthAddress recipient, FaceValueRule rule, RecipientRand rands, SecretSource seeds) {
        this.recipient = recipient;
        this.rule = rule;
        this.rands = rands;
        this.seeds = seeds;
    }

    /** What came of asking for an offer. */
    public sealed interface Offering {
        record Offered(TicketParams params) implements Offering {}

        record Refused(TicketTerms.ReserveTooLow reason) implements Offering {}

        /** No round was initialised yet, or its block hash is not known: no ticket of it could ever be redeemed. */
        record NoRound() implements Offering {}
    }

    /**
     * @param price what the sender's work will cost; the offer holds for this price alone
     * @param maxFloat how much unredeemed winning value is accepted from the sender; may be negative
     */
    public Offering offer(EthAddress sender, Price price, Credit maxFloat, Wei gasPrice, ChainTime time) {
        if (!time.lastRound().isComplete()) {
            return new Offering.NoRound();
        }
        return switch (price.isFree() ? TicketTerms.Lottery.NOTHING : rule.terms(maxFloat, gasPrice)) {
            case TicketTerms.Lottery lottery -> new Offering.Offered(offered(sender, price, lottery, time));
            case TicketTerms.ReserveTooLow refusal -> new Offering.Refused(refusal);
        };
    }

    private TicketParams offered(EthAddress sender, Price price, TicketTerms.Lottery lottery, ChainTime time) {
        var input = new RandInput(
                new BigInteger(1, seeds.bytes(Hash256.LENGTH)),
                sender,
                lottery.faceValue(),
                lottery.winProb(),
                BigInteger.valueOf(time.block() + LIFE_IN_BLOCKS),
                price,
                time.lastRound());
        return new TicketParams(
                recipient,
                input.faceValue(),
                input.winProb(),
                RecipientRand.commitment(rands.of(input)),
                input.seed(),
                input.expirationBlock(),
                input.creation());
    }
}
