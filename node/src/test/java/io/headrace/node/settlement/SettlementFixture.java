package io.headrace.node.settlement;

import io.headrace.chain.Chain;
import io.headrace.chain.Tokens;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LocalLedger;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.WinningTicket;
import java.math.BigInteger;
import java.util.List;

/** A ledger with a gateway that owns a million wei and an active orchestrator; a round has 50 blocks. */
final class SettlementFixture {

    static final PrivateKey GATEWAY = key(1);
    static final PrivateKey ORCHESTRATOR = key(2);
    static final PrivateKey NEWCOMER = key(3);
    static final long ROUND_LENGTH = 50;

    /** From which block on the winners' offers do not stand any more. */
    static final long EXPIRY = 20;

    private static final Hash256 RAND = Hash256.of(BigInteger.valueOf(42));

    final LocalLedger ledger = new LocalLedger(
            new LedgerRules(LedgerConfig.local(1).withRoundLength(ROUND_LENGTH), Signatures::signedBy),
            new Genesis(List.of(
                    Genesis.wealthy(GATEWAY.address(), Wei.of(1_000_000)),
                    Genesis.orchestrator(ORCHESTRATOR.address(), Wei.ZERO, Tokens.whole(200)),
                    new Genesis.Allocation(NEWCOMER.address(), Wei.ZERO, Tokens.whole(150), Tokens.ZERO))));

    final Chain gateway = ledger.as(GATEWAY.address());
    final Chain orchestrator = ledger.as(ORCHESTRATOR.address());
    final Chain newcomer = ledger.as(NEWCOMER.address());

    private static PrivateKey key(int number) {
        return PrivateKey.of(Hash256.of(BigInteger.valueOf(number)));
    }

    /** A ticket of the current round that always wins. */
    WinningTicket winner(long faceValue, long nonce) {
        return winner(faceValue, nonce, GATEWAY);
    }

    WinningTicket winner(long faceValue, long nonce, PrivateKey signer) {
        var ticket = new Ticket(
                ORCHESTRATOR.address(),
                GATEWAY.address(),
                Wei.of(faceValue),
                WinProb.ALWAYS,
                nonce,
                Keccak.hash(RAND.bytes()),
                gateway.blocks().time().lastRound());
        return new WinningTicket(
                new SignedTicket(ticket, signer.sign(ticket.hash())), RAND, BigInteger.valueOf(EXPIRY));
    }

    void nextRound() {
        ledger.advance(ROUND_LENGTH);
    }

    /** What the orchestrator was paid for winners so far. */
    Wei earned() {
        return orchestrator.bonding().standing(ORCHESTRATOR.address()).pendingFees();
    }
}
