package io.headrace.ledger;

import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.payments.CreationRound;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.WinningTicket;
import java.math.BigInteger;
import java.util.List;

/** A ledger with a gateway that owns a million wei and two active orchestrators of which one has twice the stake. */
final class LedgerFixture {

    static final PrivateKey GATEWAY = key(1);
    static final PrivateKey FIRST = key(2);
    static final PrivateKey SECOND = key(3);
    static final PrivateKey STRANGER = key(4);
    static final Wei WEALTH = Wei.of(1_000_000);
    static final Hash256 RAND = Hash256.of(BigInteger.valueOf(42));

    final LedgerRules rules;
    LedgerState state;

    LedgerFixture() {
        this(LedgerConfig.local(1).withRoundLength(50));
    }

    LedgerFixture(LedgerConfig config) {
        rules = new LedgerRules(config, Signatures::signedBy);
        state = rules.begin(new Genesis(List.of(
                Genesis.wealthy(GATEWAY.address(), WEALTH),
                Genesis.orchestrator(FIRST.address(), Wei.ZERO, Tokens.whole(200)),
                Genesis.orchestrator(SECOND.address(), Wei.ZERO, Tokens.whole(100)),
                new Genesis.Allocation(STRANGER.address(), Wei.of(500), Tokens.whole(150), Tokens.ZERO))));
    }

    static PrivateKey key(int number) {
        return PrivateKey.of(Hash256.of(BigInteger.valueOf(number)));
    }

    /** Applies the command, which must not be refused. */
    List<LedgerEvent> apply(Command command) {
        return switch (rules.apply(state, command)) {
            case LedgerStep.Applied applied -> {
                state = applied.state();
                yield applied.events();
            }
            case LedgerStep.Refused(var reason) -> throw new AssertionError(command + " was refused: " + reason);
        };
    }

    /** Why the command is refused; it must be. */
    Revert refusal(Command command) {
        return switch (rules.apply(state, command)) {
            case LedgerStep.Applied _ -> throw new AssertionError(command + " was not refused");
            case LedgerStep.Refused(var reason) -> reason;
        };
    }

    void fund(long deposit, long reserve) {
        apply(fund(GATEWAY.address(), deposit, reserve));
    }

    static Command.Fund fund(EthAddress from, long deposit, long reserve) {
        return new Command.Fund(from, GATEWAY.address(), Wei.of(deposit + reserve), Wei.of(deposit), Wei.of(reserve));
    }

    void nextRound() {
        apply(new Command.Advance(rules.config().roundLength()));
    }

    Ticket ticket(long faceValue, long nonce) {
        return ticket(
                faceValue,
                nonce,
                WinProb.ALWAYS,
                FIRST.address(),
                state.rounds().last());
    }

    static Ticket ticket(long faceValue, long nonce, WinProb chance, EthAddress recipient, CreationRound creation) {
        return new Ticket(
                recipient, GATEWAY.address(), Wei.of(faceValue), chance, nonce, Keccak.hash(RAND.bytes()), creation);
    }

    static Command.Redeem redeem(Ticket ticket) {
        return redeem(ticket, GATEWAY, RAND);
    }

    static Command.Redeem redeem(Ticket ticket, PrivateKey signer, Hash256 rand) {
        var signed = new SignedTicket(ticket, signer.sign(ticket.hash()));
        return new Command.Redeem(new WinningTicket(signed, rand, BigInteger.ONE));
    }
}
