package io.headrace.store;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Signature;
import io.headrace.payments.CreationRound;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.WinningTicket;
import java.math.BigInteger;
import java.util.HexFormat;

/**
 * A winner as one line, its parts apart by one blank, numbers in decimal digits:
 *
 * <pre>
 *   recipient sender faceValue winProb nonce randHash round blockHash signature recipientRand expirationBlock
 * </pre>
 */
final class WinnerText {

    private static final int PARTS = 11;

    private WinnerText() {}

    static String encode(WinningTicket winner) {
        var ticket = winner.ticket();
        return String.join(
                " ",
                ticket.recipient().toString(),
                ticket.sender().toString(),
                ticket.faceValue().toString(),
                ticket.winProb().threshold().toString(),
                Long.toString(ticket.senderNonce()),
                ticket.randHash().toString(),
                Long.toString(ticket.creation().round()),
                ticket.creation().blockHash().toString(),
                winner.signed().signature().toString(),
                winner.recipientRand().toString(),
                winner.expirationBlock().toString());
    }

    /** @throws StoreException for a line that {@link #encode} did not write */
    static WinningTicket decode(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != PARTS) {
            throw new StoreException(
                    "A stored winner has " + PARTS + " parts, not " + parts.length + ": the database is damaged");
        }
        try {
            var signed = new SignedTicket(ticket(parts), signature(parts[8]));
            return new WinningTicket(signed, Hash256.parse(parts[9]), new BigInteger(parts[10]));
        } catch (IllegalArgumentException malformed) {
            throw new StoreException("A stored winner cannot be read: the database is damaged", malformed);
        }
    }

    private static Ticket ticket(String[] parts) {
        return new Ticket(
                EthAddress.parse(parts[0]),
                EthAddress.parse(parts[1]),
                Wei.parse(parts[2]),
                new WinProb(new BigInteger(parts[3])),
                Long.parseLong(parts[4]),
                Hash256.parse(parts[5]),
                new CreationRound(Long.parseLong(parts[6]), Hash256.parse(parts[7])));
    }

    private static Signature signature(String text) {
        return Signature.of(HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text));
    }
}
