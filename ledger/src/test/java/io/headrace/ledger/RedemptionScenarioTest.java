package io.headrace.ledger;

import static io.headrace.ledger.LedgerFixture.FIRST;
import static io.headrace.ledger.LedgerFixture.GATEWAY;
import static io.headrace.ledger.LedgerFixture.RAND;
import static io.headrace.ledger.LedgerFixture.SECOND;
import static io.headrace.ledger.LedgerFixture.STRANGER;
import static io.headrace.ledger.LedgerFixture.redeem;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The refusals stand in the contract's order; each test breaks one thing of a ticket that would be paid. */
class RedemptionScenarioTest {

    private final LedgerFixture ledger = new LedgerFixture();

    @Test
    void paysAWinnerFromTheDeposit() {
        ledger.fund(1_000, 1_000);

        var events = ledger.apply(redeem(ledger.ticket(400, 1)));

        assertThat(events)
                .containsExactly(
                        new LedgerEvent.TicketPaid(GATEWAY.address(), FIRST.address(), Wei.of(400)),
                        new LedgerEvent.TicketRedeemed(ledger.ticket(400, 1)));
        assertThat(ledger.state.sender(GATEWAY.address()).deposit()).isEqualTo(Wei.of(600));
        assertThat(ledger.state.orchestrator(FIRST.address()).pendingFees()).isEqualTo(Wei.of(400));
    }

    @Test
    void paysTheRestFromTheRecipientsShareOfTheReserve() {
        ledger.fund(100, 1_000);

        var events = ledger.apply(redeem(ledger.ticket(400, 1)));

        assertThat(events)
                .contains(new LedgerEvent.ReserveClaimed(GATEWAY.address(), FIRST.address(), Wei.of(300)))
                .contains(new LedgerEvent.TicketPaid(GATEWAY.address(), FIRST.address(), Wei.of(400)));
        assertThat(ledger.state.sender(GATEWAY.address()).reserve().funds()).isEqualTo(Wei.of(700));
    }

    @Test
    void paysNoMoreThanTheShareAndUsesTheTicketUp() {
        ledger.fund(100, 1_000);
        var ticket = ledger.ticket(900, 1);

        ledger.apply(redeem(ticket));

        assertThat(ledger.state.orchestrator(FIRST.address()).pendingFees()).isEqualTo(Wei.of(600));
        assertThat(ledger.refusal(redeem(ticket))).isEqualTo(Revert.TICKET_USED);
    }

    @Test
    void keepsEachOrchestratorsShareForIt() {
        ledger.fund(0, 1_000);
        ledger.apply(redeem(ledger.ticket(500, 1)));

        ledger.apply(redeem(ledger.ticket(100, 2)));
        ledger.apply(redeem(LedgerFixture.ticket(
                500, 3, WinProb.ALWAYS, SECOND.address(), ledger.state.rounds().last())));

        assertThat(ledger.state.orchestrator(FIRST.address()).pendingFees()).isEqualTo(Wei.of(500));
        assertThat(ledger.state.orchestrator(SECOND.address()).pendingFees()).isEqualTo(Wei.of(500));
    }

    @Test
    void givesEveryoneANewShareInANewRound() {
        ledger.fund(0, 1_000);
        ledger.apply(redeem(ledger.ticket(500, 1)));
        ledger.nextRound();

        ledger.apply(redeem(ledger.ticket(250, 2)));

        assertThat(ledger.state.orchestrator(FIRST.address()).pendingFees()).isEqualTo(Wei.of(750));
    }

    @Test
    void refusesAClaimAfterThePoolGrewBeyondIt() {
        ledger.fund(0, 1_000);
        ledger.apply(redeem(ledger.ticket(500, 1)));
        ledger.apply(new Command.Bond(STRANGER.address(), Tokens.whole(150)));

        assertThat(ledger.refusal(redeem(ledger.ticket(100, 2)))).isEqualTo(Revert.SHARE_UNDERFLOW);
    }

    @Test
    void refusesAShareOfMoreThanIsLeftAfterThePoolShrank() {
        var older = new LedgerFixture(LedgerConfig.local(1).withCover(CoverRule.PARTIAL_PAYOUT));
        older.fund(0, 1_000);
        older.apply(redeem(older.ticket(500, 1)));
        older.apply(redeem(LedgerFixture.ticket(
                500, 2, WinProb.ALWAYS, SECOND.address(), older.state.rounds().last())));
        older.state = older.state.withPool(List.of(FIRST.address()));
        older.fund(1, 0);

        assertThat(older.refusal(redeem(older.ticket(100, 3)))).isEqualTo(Revert.SHARE_UNDERFLOW);
    }

    @Test
    void refusesWhatIsNotCoveredAndLeavesTheTicketGood() {
        ledger.fund(100, 200);
        var ticket = ledger.ticket(301, 1);

        assertThat(ledger.refusal(redeem(ticket))).isEqualTo(Revert.FUNDS_BELOW_FACE_VALUE);

        ledger.fund(500, 0);
        assertThat(ledger.apply(redeem(ticket))).isNotEmpty();
    }

    @Test
    void paysWhatIsThereUnderTheOlderRule() {
        var older = new LedgerFixture(LedgerConfig.local(1).withCover(CoverRule.PARTIAL_PAYOUT));
        older.fund(100, 200);

        older.apply(redeem(older.ticket(10_000, 1)));

        assertThat(older.state.orchestrator(FIRST.address()).pendingFees()).isEqualTo(Wei.of(200));
    }

    @Test
    void refusesWhilePaused() {
        ledger.apply(new Command.SetPaused(true));

        assertThat(ledger.refusal(redeem(ledger.ticket(1, 1)))).isEqualTo(Revert.SYSTEM_PAUSED);
    }

    @Test
    void refusesBeforeTheRoundHasBegun() {
        var unkept = new LedgerFixture(LedgerConfig.local(1).withoutKeeper());
        unkept.nextRound();

        assertThat(unkept.refusal(redeem(unkept.ticket(1, 1)))).isEqualTo(Revert.ROUND_NOT_INITIALIZED);
    }

    @Test
    void refusesATicketOfNobodyOrForNobody() {
        var last = ledger.state.rounds().last();
        var forNobody = LedgerFixture.ticket(1, 1, WinProb.ALWAYS, EthAddress.ZERO, last);
        var ofNobody = new Ticket(FIRST.address(), EthAddress.ZERO, Wei.of(1), WinProb.ALWAYS, 1, Hash256.ZERO, last);

        assertThat(ledger.refusal(redeem(forNobody))).isEqualTo(Revert.NO_RECIPIENT);
        assertThat(ledger.refusal(redeem(ofNobody))).isEqualTo(Revert.NO_SENDER);
    }

    @Test
    void refusesATicketWithoutOrOfAnotherRound() {
        var last = ledger.state.rounds().last();

        assertThat(refusalOf(CreationRound.NONE)).isEqualTo(Revert.AUX_DATA_LENGTH);
        assertThat(refusalOf(new CreationRound(99, last.blockHash()))).isEqualTo(Revert.CREATION_ROUND_UNKNOWN);
        assertThat(refusalOf(new CreationRound(last.round(), RAND))).isEqualTo(Revert.CREATION_HASH_WRONG);
    }

    @Test
    void refusesATicketThatIsTwoRoundsOld() {
        ledger.fund(1_000, 1_000);
        var old = ledger.ticket(1, 1);
        var older = ledger.ticket(1, 2);
        ledger.nextRound();
        ledger.apply(redeem(old));
        ledger.nextRound();

        assertThat(ledger.refusal(redeem(older))).isEqualTo(Revert.TICKET_EXPIRED);
    }

    @Test
    void refusesANumberThatIsNotBehindTheCommitment() {
        assertThat(ledger.refusal(redeem(ledger.ticket(1, 1), GATEWAY, Hash256.ZERO)))
                .isEqualTo(Revert.RAND_MISMATCH);
    }

    @Test
    void refusesTheSignatureOfSomebodyElse() {
        assertThat(ledger.refusal(redeem(ledger.ticket(1, 1), STRANGER, RAND))).isEqualTo(Revert.SIGNATURE_WRONG);
    }

    @Test
    void refusesATicketThatDidNotWin() {
        var loser = LedgerFixture.ticket(
                1, 1, WinProb.NEVER, FIRST.address(), ledger.state.rounds().last());

        assertThat(ledger.refusal(redeem(loser))).isEqualTo(Revert.DID_NOT_WIN);
    }

    @Test
    void refusesASenderThatIsUnlocked() {
        ledger.fund(1_000, 1_000);
        ledger.apply(new Command.Unlock(GATEWAY.address()));
        ledger.nextRound();
        ledger.apply(redeem(ledger.ticket(1, 1)));
        ledger.nextRound();

        assertThat(ledger.refusal(redeem(ledger.ticket(1, 2)))).isEqualTo(Revert.SENDER_UNLOCKED);
    }

    @Test
    void refusesASenderThatHasNothing() {
        assertThat(ledger.refusal(redeem(ledger.ticket(1, 1)))).isEqualTo(Revert.NOTHING_DEPOSITED);
    }

    @Test
    void refusesToPayWhoIsNotRegistered() {
        ledger.fund(1_000, 1_000);
        var foreign = LedgerFixture.ticket(
                1, 1, WinProb.ALWAYS, STRANGER.address(), ledger.state.rounds().last());

        assertThat(ledger.refusal(redeem(foreign))).isEqualTo(Revert.NOT_REGISTERED);
    }

    private Revert refusalOf(CreationRound creation) {
        return ledger.refusal(redeem(LedgerFixture.ticket(1, 1, WinProb.ALWAYS, FIRST.address(), creation)));
    }
}
