package io.headrace.ledger.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Commission;
import io.headrace.chain.Outcome;
import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.ledger.Command;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LocalLedger;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.WinningTicket;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServedLedgerTest {

    private static final PrivateKey GATEWAY = PrivateKey.of(Hash256.of(BigInteger.ONE));
    private static final PrivateKey ORCHESTRATOR = PrivateKey.of(Hash256.of(BigInteger.TWO));
    private static final Hash256 RAND = Hash256.of(BigInteger.TEN);
    private static final String TOKEN = "a-token";

    private final LocalLedger ledger = new LocalLedger(
            new LedgerRules(LedgerConfig.local(1), Signatures::signedBy),
            new Genesis(List.of(
                    Genesis.wealthy(GATEWAY.address(), Wei.of(10_000)),
                    Genesis.orchestrator(ORCHESTRATOR.address(), Wei.ZERO, Tokens.whole(1)))));
    private final LedgerServer server = LedgerServer.start(ledger, TOKEN, 0);
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);
    private final URI uri = URI.create("http://127.0.0.1:" + server.port());
    private final LedgerClient client = new LedgerClient(http, uri, TOKEN, Duration.ofMillis(5));

    ServedLedgerTest() throws TransportException {}

    @AfterEach
    void close() {
        client.close();
        http.close();
        server.close();
    }

    @Test
    void movesStakeAndGiftsForAnotherProcess() {
        var orchestrator = client.as(ORCHESTRATOR.address());
        var part = new Tokens(BigInteger.valueOf(300));

        assertThat(orchestrator.bonding().unbond(part))
                .isEqualTo(new Outcome.Mined<>("ledger-1", new UnbondingLock(0, part, 3)));
        assertThat(orchestrator.bonding().unbondingLocks(ORCHESTRATOR.address()))
                .containsExactly(new UnbondingLock(0, part, 3));
        assertThat(orchestrator.bonding().withdrawStake(0)).isEqualTo(new Outcome.Reverted<>(Revert.STAKE_LOCKED));
        ledger.advance(200);
        assertThat(orchestrator.bonding().withdrawStake(0)).isEqualTo(new Outcome.Mined<>("ledger-3", part));
        assertThat(orchestrator.bonding().reward()).isInstanceOf(Outcome.Mined.class);
        assertThat(orchestrator.bonding().setCommission(new Commission(1, 2))).isInstanceOf(Outcome.Mined.class);
        assertThat(orchestrator.bonding().earnings(ORCHESTRATOR.address()).commission())
                .isEqualTo(new Commission(1, 2));
        assertThat(orchestrator.wallet().sendTokens(GATEWAY.address(), part)).isInstanceOf(Outcome.Mined.class);
        assertThat(orchestrator.wallet().tokens(GATEWAY.address())).isEqualTo(part);
        assertThat(orchestrator.wallet().sendEth(GATEWAY.address(), Wei.of(1)))
                .isEqualTo(new Outcome.Reverted<>(Revert.BALANCE_TOO_LOW));
    }

    @Test
    void settlesForAnotherProcessAsForItsOwn() {
        var gateway = client.as(GATEWAY.address());
        var orchestrator = client.as(ORCHESTRATOR.address());

        gateway.broker().fund(Wei.of(1_000), Wei.of(500));
        var redeemed = orchestrator.broker().redeem(winner());

        assertThat(redeemed).isEqualTo(new Outcome.Mined<>("ledger-2", Wei.of(400)));
        assertThat(orchestrator.broker().redeem(winner())).isEqualTo(new Outcome.Reverted<Wei>(Revert.TICKET_USED));
        assertThat(orchestrator.broker().used(winner().hash())).isTrue();
        assertThat(orchestrator.broker().claimedReserve(GATEWAY.address(), ORCHESTRATOR.address()))
                .isEqualTo(Wei.ZERO);
        assertThat(client.account(GATEWAY.address())).isEqualTo(ledger.account(GATEWAY.address()));
        assertThat(client.account(ORCHESTRATOR.address())).isEqualTo(ledger.account(ORCHESTRATOR.address()));
        assertThat(client.chain()).isEqualTo(ledger.chain());
    }

    @Test
    void tellsOfNewBlocks() throws InterruptedException {
        var blocks = new ArrayBlockingQueue<Long>(10);
        client.onBlock(time -> blocks.add(time.block()));

        ledger.advance(3);

        assertThat(blocks.poll(10, TimeUnit.SECONDS)).isEqualTo(4L);
    }

    @Test
    void leavesTimeToItsOwner() {
        assertThatThrownBy(() -> client.command(new Command.Advance(1)))
                .isInstanceOf(ChainUnavailable.class)
                .hasMessageContaining("400");
    }

    @Test
    void answersNobodyWithoutTheToken() {
        assertThatThrownBy(() -> new LedgerClient(http, uri, "another", Duration.ofSeconds(1)))
                .isInstanceOf(ChainUnavailable.class)
                .hasMessageContaining("403");
    }

    @Test
    void saysWhenItIsGone() {
        server.close();

        assertThatThrownBy(client::chain)
                .isInstanceOfSatisfying(
                        ChainUnavailable.class,
                        unavailable -> assertThat(unavailable.retryHelps()).isTrue());
    }

    private WinningTicket winner() {
        var ticket = new Ticket(
                ORCHESTRATOR.address(),
                GATEWAY.address(),
                Wei.of(400),
                WinProb.ALWAYS,
                1,
                Keccak.hash(RAND.bytes()),
                ledger.time().lastRound());
        return new WinningTicket(new SignedTicket(ticket, GATEWAY.sign(ticket.hash())), RAND, BigInteger.ONE);
    }
}
