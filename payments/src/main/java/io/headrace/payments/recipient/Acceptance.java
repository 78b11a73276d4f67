package io.headrace.payments.recipient;

import io.headrace.crypto.Hash256;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.WinningTicket;
import java.math.BigInteger;
import java.util.List;

/**
 * What a payment changed, to be made safe before its sender is answered; {@link Cashier#recall} applies it again after
 * a restart.
 *
 * @param pinned the account's price from now on
 * @param credited what the tickets were worth
 * @param randHash the commitment whose nonces were taken; zero when there was no ticket
 * @param nonces taken, with or without credit
 * @param winners to be redeemed
 */
public record Acceptance(
        AccountKey account,
        Price pinned,
        Credit credited,
        Hash256 randHash,
        BigInteger expirationBlock,
        List<Long> nonces,
        List<WinningTicket> winners) {

    public Acceptance {
        nonces = List.copyOf(nonces);
        winners = List.copyOf(winners);
    }

    static Acceptance withoutTickets(AccountKey account, Price pinned) {
        return new Acceptance(account, pinned, Credit.ZERO, Hash256.ZERO, BigInteger.ZERO, List.of(), List.of());
    }
}
