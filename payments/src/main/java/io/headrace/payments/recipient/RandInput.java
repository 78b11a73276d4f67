package io.headrace.payments.recipient;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import java.math.BigInteger;

/**
 * All that an offer binds a sender to. Whoever changes any of it gets another recipientRand, and so another commitment
 * than the one in the ticket.
 */
record RandInput(
        BigInteger seed,
        EthAddress sender,
        Wei faceValue,
        WinProb winProb,
        BigInteger expirationBlock,
        Price price,
        CreationRound creation) {

    static RandInput of(TicketParams params, EthAddress sender, CreationRound creation, Price price) {
        return new RandInput(
                params.seed(), sender, params.faceValue(), params.winProb(), params.expirationBlock(), price, creation);
    }
}
