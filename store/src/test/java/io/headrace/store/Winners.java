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
import java.util.Random;

/** Winners of any kind; nobody signed them, which a store cannot tell. */
final class Winners {

    private Winners() {}

    static WinningTicket numbered(long nonce) {
        return random(new Random(7), nonce);
    }

    static WinningTicket random(Random chance, long nonce) {
        var ticket = new Ticket(
                address(chance),
                address(chance),
                new Wei(new BigInteger(chance.nextInt(257), chance)),
                new WinProb(new BigInteger(256, chance)),
                nonce,
                hash(chance),
                new CreationRound(chance.nextLong(Long.MAX_VALUE), hash(chance)));
        var expirationBlock = new BigInteger(chance.nextInt(257), chance);
        return new WinningTicket(new SignedTicket(ticket, signature(chance)), hash(chance), expirationBlock);
    }

    static EthAddress address(Random chance) {
        return EthAddress.of(bytes(chance, EthAddress.LENGTH));
    }

    static Hash256 hash(Random chance) {
        return Hash256.of(bytes(chance, Hash256.LENGTH));
    }

    private static Signature signature(Random chance) {
        byte[] signature = bytes(chance, Signature.LENGTH);
        signature[32] = (byte) chance.nextInt(0x7f);
        signature[64] = (byte) (27 + chance.nextInt(2));
        return Signature.of(signature);
    }

    private static byte[] bytes(Random chance, int length) {
        byte[] bytes = new byte[length];
        chance.nextBytes(bytes);
        return bytes;
    }
}
