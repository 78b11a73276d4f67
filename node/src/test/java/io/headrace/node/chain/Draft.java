package io.headrace.node.chain;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signature;
import io.headrace.payments.CreationRound;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.WinningTicket;
import java.math.BigInteger;
import java.util.function.Function;

/** A ticket of the gateway for the first orchestrator, of which a scenario changes one thing or another. */
record Draft(
        EthAddress recipient,
        EthAddress sender,
        long faceValue,
        WinProb chance,
        long nonce,
        CreationRound creation,
        Hash256 revealed,
        Function<Ticket, Signature> signer) {

    private static final Hash256 RAND = Hash256.of(BigInteger.valueOf(42));

    Draft(long faceValue, long nonce, CreationRound creation) {
        this(
                Cast.FIRST.address(),
                Cast.GATEWAY.address(),
                faceValue,
                WinProb.ALWAYS,
                nonce,
                creation,
                RAND,
                ticket -> Cast.GATEWAY.sign(ticket.hash()));
    }

    Draft to(EthAddress whom) {
        return new Draft(whom, sender, faceValue, chance, nonce, creation, revealed, signer);
    }

    Draft from(EthAddress whom) {
        return new Draft(recipient, whom, faceValue, chance, nonce, creation, revealed, signer);
    }

    Draft of(CreationRound round) {
        return new Draft(recipient, sender, faceValue, chance, nonce, round, revealed, signer);
    }

    Draft revealing(Hash256 number) {
        return new Draft(recipient, sender, faceValue, chance, nonce, creation, number, signer);
    }

    Draft winning(WinProb with) {
        return new Draft(recipient, sender, faceValue, with, nonce, creation, revealed, signer);
    }

    Draft worth(long wei) {
        return new Draft(recipient, sender, wei, chance, nonce, creation, revealed, signer);
    }

    Draft signedBy(PrivateKey key) {
        return new Draft(
                recipient, sender, faceValue, chance, nonce, creation, revealed, ticket -> key.sign(ticket.hash()));
    }

    /** With a signature that no key can have made: its r is no point of the curve. */
    Draft signedByNobody() {
        byte[] none = new byte[Signature.LENGTH];
        none[63] = 1;
        none[64] = 27;
        return new Draft(
                recipient, sender, faceValue, chance, nonce, creation, revealed, _ -> Signature.of(none.clone()));
    }

    WinningTicket ticket() {
        var ticket =
                new Ticket(recipient, sender, Wei.of(faceValue), chance, nonce, Keccak.hash(RAND.bytes()), creation);
        return new WinningTicket(new SignedTicket(ticket, signer.apply(ticket)), revealed, BigInteger.ZERO);
    }
}
