package io.headrace.chain.transaction;

import static io.headrace.chain.transaction.Account.FEES;
import static io.headrace.chain.transaction.Account.HOLD;
import static io.headrace.chain.transaction.Account.estimatedCall;
import static io.headrace.chain.transaction.Account.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.transaction.TransactionEffect.AskNonce;
import io.headrace.chain.transaction.TransactionEffect.Count;
import io.headrace.chain.transaction.TransactionEffect.Estimate;
import io.headrace.chain.transaction.TransactionEffect.Finish;
import io.headrace.chain.transaction.TransactionEffect.Forget;
import io.headrace.chain.transaction.TransactionEffect.LookUp;
import io.headrace.chain.transaction.TransactionEffect.Save;
import io.headrace.chain.transaction.TransactionEffect.Send;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a call to its nonce, and holes among nonces. */
class TransactionMachineTest {

    private static final CallId A = new CallId("a");
    private static final Refusal TOO_LOW = new Refusal.NonceTooLow("nonce too low");
    private static final Refusal POOR = new Refusal.InsufficientFunds("insufficient funds");

    private final Account account = new Account();

    @Test
    void estimatesACallBeforeItGetsANonceAndAddsAFifth() {
        account.tell(new TransactionEvent.Asked(A, estimatedCall()));
        assertThat(account.effects).containsExactly(new Estimate(A, estimatedCall()));

        account.tell(new TransactionEvent.Estimated(A, 100_000));
        assertThat(account.effects).containsExactly(new AskNonce());
        account.tell(new TransactionEvent.NonceSeen(7));

        var transaction = new Transaction(7, A, estimatedCall(), 120_000, List.of(FEES));
        assertThat(account.effects).containsExactly(new Save(transaction), new Send(transaction));
    }

    @Test
    void sendsNothingThatWouldBeRefused() {
        account.tell(new TransactionEvent.Asked(A, estimatedCall()));

        account.tell(new TransactionEvent.EstimateRefused(A, "ticket is used"));

        assertThat(account.effects).containsExactly(new Finish(A, new Result.WouldRevert("ticket is used")));
        assertThat(account.state.waiting()).isEmpty();
    }

    @Test
    void estimatesAgainAtTheNextBlock() {
        account.tell(new TransactionEvent.Asked(A, estimatedCall()));
        account.tell(new TransactionEvent.EstimateFailed(A, "no answer"));
        assertThat(account.effects).containsExactly(new Count(Incident.UNREACHABLE));

        account.nextBlock();

        assertThat(account.effects).containsExactly(new Estimate(A, estimatedCall()));
        account.nextBlock();
        assertThat(account.effects).isEmpty();
    }

    @Test
    void takesACallThatIsAskedTwiceForOne() {
        account.sent("a", 7);

        account.ask("a");
        assertThat(account.effects).isEmpty();

        account.tell(new TransactionEvent.Asked(new CallId("b"), estimatedCall()));
        account.tell(new TransactionEvent.Asked(new CallId("b"), estimatedCall()));
        assertThat(account.effects).isEmpty();
    }

    @Test
    void givesEachCallTheNextNonceWithoutWaitingForTheOneBefore() {
        account.sent("a", 7);

        account.sending("b", 8);

        account.find(7, new Sighting.Pending(), 7);
        account.tell(new TransactionEvent.Sent(8));
        assertThat(account.state.flights()).extracting(Flight::nonce).containsExactly(7L, 8L);
    }

    @Test
    void keepsSoManyInFlightAndNoMore() {
        account.sent("a", 7);
        account.sent("b", 8);
        account.ask("c");
        assertThat(account.effects).isEmpty();

        account.nextBlock();
        account.mined(7, 99);
        account.nextBlock();

        assertThat(account.effects).contains(new Send(transaction(9, "c")));
    }

    @Test
    void refusesCallsBeyondThoseThatMayWait() {
        for (var id : List.of("a", "b", "c")) {
            account.ask(id);
        }

        account.ask("d");

        assertThat(account.effects).containsExactly(new Finish(new CallId("d"), new Result.TooManyWaiting(3)));
    }

    @Test
    void holdsCallsWhileTheBaseFeeIsAboveTheCeiling() {
        account.baseFee(1_001);
        account.nextBlock();
        account.ask("a");
        assertThat(account.effects).isEmpty();

        account.baseFee(1_000);
        account.nextBlock();
        account.tell(new TransactionEvent.NonceSeen(7));

        var dear = new Fees(Wei.of(10), Wei.of(1_000));
        assertThat(account.effects).contains(new Send(transaction(7, "a", dear)));
    }

    @Test
    void givesUpACallThatWasHeldTooLong() {
        account.baseFee(2_000);
        account.nextBlock();
        account.ask("a");
        account.later(HOLD);

        account.nextBlock();

        assertThat(account.effects)
                .containsExactly(new Finish(A, new Result.HeldTooLong(HOLD, Wei.of(2_000), Wei.of(1_000))));
        assertThat(account.state.waiting()).isEmpty();
    }

    @Test
    void asksForTheNonceAgainAtTheNextBlock() {
        account.ask("a");
        assertThat(account.effects).containsExactly(new AskNonce());
        account.ask("b");
        assertThat(account.effects).isEmpty();

        account.tell(new TransactionEvent.NonceFailed("no answer"));
        assertThat(account.effects).containsExactly(new Count(Incident.UNREACHABLE));
        account.nextBlock();

        assertThat(account.effects).containsExactly(new AskNonce());
    }

    @Test
    void believesItsOwnCountWhenTheEndpointLagsBehind() {
        account.lookingUp("a", 7);
        account.nextBlock();
        account.mined(7, 99);
        assertThat(account.state.flights()).isEmpty();

        account.ask("b");
        account.tell(new TransactionEvent.NonceSeen(5));

        assertThat(account.effects).contains(new Send(transaction(8, "b")));
    }

    @Test
    void givesANewNonceAtTheNextBlockWhenAnotherProgramWasFaster() {
        account.sending("a", 7);
        account.refuse(7, TOO_LOW);
        assertThat(account.effects).containsExactly(new Forget(7), new Count(Incident.NONCE_TOO_LOW));

        account.nextBlock();
        assertThat(account.effects).containsExactly(new AskNonce());
        account.tell(new TransactionEvent.NonceSeen(9));

        assertThat(account.effects).contains(new Send(transaction(9, "a")));
    }

    @Test
    void givesANonceAgainThatNobodyTook() {
        account.sending("a", 7);
        account.refuse(7, POOR);
        assertThat(account.effects)
                .containsExactly(
                        new Finish(A, new Result.NeverTaken(FEES, POOR)),
                        new Forget(7),
                        new Count(Incident.INSUFFICIENT_FUNDS));

        account.sending("b", 7);
    }

    @Test
    void givesTheNextCallTheNonceThatHoldsUpOthers() {
        account.sending("a", 7);
        account.sent("b", 8);
        account.refuse(7, POOR);

        account.ask("c");

        assertThat(account.effects).contains(new Send(transaction(7, "c")));
    }

    @Test
    void fillsAHoleThatHoldsUpOthersByAnEmptyTransferToItself() {
        hole();
        account.nextBlock();

        var repair = new CallId("repair-7");
        var call = Call.repair(Account.ADDRESS);
        assertThat(account.effects).contains(new Estimate(repair, call));
        account.tell(new TransactionEvent.Estimated(repair, 21_000));
        var transaction = new Transaction(7, repair, call, 25_200, List.of(FEES));
        assertThat(account.effects).containsExactly(new Save(transaction), new Send(transaction));

        account.tell(new TransactionEvent.Sent(7));
        account.nextBlock();
        account.mined(7, 99);
        assertThat(account.effects).containsExactly(new Forget(7), new Count(Incident.REPAIRED));
    }

    @Test
    void dropsARepairThatACallMadeSuperfluous() {
        hole();
        account.nextBlock();
        account.ask("c");
        assertThat(account.effects).contains(new Send(transaction(7, "c")));

        account.tell(new TransactionEvent.Estimated(new CallId("repair-7"), 21_000));

        assertThat(account.effects).isEmpty();
        assertThat(account.state.waiting()).isEmpty();
    }

    @Test
    void triesARepairAgainThatNobodyTook() {
        hole();
        account.nextBlock();
        account.tell(new TransactionEvent.Estimated(new CallId("repair-7"), 21_000));
        account.refuse(7, POOR);
        assertThat(account.effects).containsExactly(new Forget(7), new Count(Incident.INSUFFICIENT_FUNDS));

        account.nextBlock();

        assertThat(account.effects).contains(new Estimate(new CallId("repair-7"), Call.repair(Account.ADDRESS)));
    }

    @Test
    void fillsAHoleThatItDidNotMakeOnceItStays() {
        account.lookingUp("b", 8);
        account.find(8, new Sighting.Pending(), 7);
        assertThat(account.state.nonces().hasFree()).isFalse();

        account.later(Account.TIMEOUT);
        account.nextBlock();
        account.find(8, new Sighting.Pending(), 7);
        assertThat(account.state.nonces().free()).containsExactly(7L);

        account.ask("c");
        assertThat(account.state.flight(7)).isPresent();
    }

    @Test
    void fillsNoMoreHolesThanMayBeInFlightWhateverTheEndpointClaims() {
        account.lookingUp("b", 800);
        account.find(800, new Sighting.Pending(), 0);
        account.later(Account.TIMEOUT);
        account.nextBlock();

        account.find(800, new Sighting.Pending(), 0);

        assertThat(account.state.nonces().free()).containsExactly(0L, 1L);
    }

    @Test
    void takesNoHoleForOneThatWasClosed() {
        account.lookingUp("b", 8);
        account.find(8, new Sighting.Pending(), 7);
        account.nextBlock();
        account.find(8, new Sighting.Pending(), 8);
        account.later(Account.TIMEOUT);
        account.nextBlock();

        account.find(8, new Sighting.Pending(), 7);

        assertThat(account.state.nonces().hasFree()).isFalse();
    }

    @Test
    void looksUpWhatAnEarlierLifeLeftAndGoesOnBehindIt() {
        account.restart(transaction(7, "a"), transaction(9, "b"));

        account.nextBlock();
        assertThat(account.effects).containsExactly(new LookUp(transaction(7, "a")), new LookUp(transaction(9, "b")));
        account.ask("a");
        assertThat(account.effects).isEmpty();

        account.mined(7, 99);
        assertThat(account.effects)
                .containsExactly(new Finish(A, new Result.Mined(Account.receipt(99))), new Forget(7));
        account.ask("c");
        account.tell(new TransactionEvent.NonceSeen(8));
        assertThat(account.effects).contains(new Send(transaction(10, "c")));
    }

    @Test
    void sendsAgainWhatAnEarlierLifeLeftAndNobodyKnows() {
        account.restart(transaction(7, "a"));
        account.nextBlock();

        account.find(7, new Sighting.Unknown(), 7);

        assertThat(account.effects).containsExactly(new Send(transaction(7, "a")), new Count(Incident.RESENT));
    }

    @Test
    void neverGivesTheNonceOfARestoredTransactionAgain() {
        account.restart(transaction(7, "a"));
        account.nextBlock();
        account.find(7, new Sighting.Unknown(), 7);

        account.refuse(7, POOR);

        assertThat(account.state.flight(7)).isPresent();
        assertThat(account.effects).doesNotHaveAnyElementsOfTypes(Finish.class, Forget.class);
    }

    @Test
    void ignoresAnswersAboutWhatIsGone() {
        for (var event : List.of(
                new TransactionEvent.Estimated(A, 1),
                new TransactionEvent.EstimateRefused(A, "late"),
                new TransactionEvent.EstimateFailed(A, "late"),
                new TransactionEvent.Sent(7),
                new TransactionEvent.Refused(7, POOR),
                new TransactionEvent.SendFailed(7, "late"),
                new TransactionEvent.LookedUp(7, new Sighting.Unknown(), 9),
                new TransactionEvent.LookUpFailed(7, "late"))) {
            account.tell(event);

            assertThat(account.effects).isEmpty();
        }
    }

    @Test
    void refusesValuesThatCannotBe() {
        assertThatThrownBy(() -> new TransactionEvent.Asked(A, Call.repair(Account.ADDRESS)))
                .hasMessageContaining("repair");
        assertThatThrownBy(() -> new CallId("two words")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CallId("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GasLimit.Fixed(20_999)).hasMessageContaining("20999");
        assertThatThrownBy(() -> CallData.of(new byte[CallData.MAX_LENGTH + 1])).hasMessageContaining("32768 at most");
        assertThatThrownBy(() -> new TransactionLimits(Wei.ZERO, HOLD, 1, 1, 1, 1, HOLD))
                .hasMessageContaining("a ceiling of 0");
        assertThat(TransactionLimits.under(Wei.of(1)).timeout()).isEqualTo(Duration.ofMinutes(5));
    }

    /** At 7, under 8, which is on its way. */
    private void hole() {
        account.sending("a", 7);
        account.sent("b", 8);
        account.refuse(7, POOR);
        assertThat(account.state.nonces().free()).containsExactly(7L);
    }
}
