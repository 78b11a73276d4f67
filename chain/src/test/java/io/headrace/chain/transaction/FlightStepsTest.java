package io.headrace.chain.transaction;

import static io.headrace.chain.transaction.Account.FEES;
import static io.headrace.chain.transaction.Account.TIMEOUT;
import static io.headrace.chain.transaction.Account.receipt;
import static io.headrace.chain.transaction.Account.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.transaction.TransactionEffect.Count;
import io.headrace.chain.transaction.TransactionEffect.Finish;
import io.headrace.chain.transaction.TransactionEffect.Forget;
import io.headrace.chain.transaction.TransactionEffect.LookUp;
import io.headrace.chain.transaction.TransactionEffect.Report;
import io.headrace.chain.transaction.TransactionEffect.Save;
import io.headrace.chain.transaction.TransactionEffect.Send;
import io.headrace.payments.Wei;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way of one transaction, call "a" at nonce 7, from its first sending on; blocks count from 101. */
class FlightStepsTest {

    private static final CallId A = new CallId("a");
    private static final Fees BUMPED = new Fees(Wei.of(12), Wei.of(234));
    private static final Refusal POOR = new Refusal.InsufficientFunds("insufficient funds");
    private static final Refusal CHEAP = new Refusal.Underpriced("replacement transaction underpriced");
    private static final Refusal TOO_LOW = new Refusal.NonceTooLow("nonce too low");
    private static final Refusal OTHER = new Refusal.Other("exceeds block gas limit");

    private final Account account = new Account();

    @Test
    void endsWhenEnoughBlocksAreOnTop() {
        account.lookingUp("a", 7);
        account.mined(7, 101);
        assertThat(account.effects).isEmpty();
        account.nextBlock();
        account.mined(7, 101);
        assertThat(account.effects).isEmpty();

        account.nextBlock();
        account.mined(7, 101);

        assertThat(account.effects).containsExactly(new Finish(A, new Result.Mined(receipt(101))), new Forget(7));
        assertThat(account.state.flights()).isEmpty();
    }

    @Test
    void countsBlocksFromWhenItLookedNotFromWhenItWasAnswered() {
        account.lookingUp("a", 7);
        account.nextBlock();
        account.nextBlock();
        assertThat(account.effects).isEmpty();

        account.mined(7, 101);

        assertThat(account.state.flight(7)).isPresent();
    }

    @Test
    void tellsThatAContractRefusedAfterAll() {
        account.lookingUp("a", 7);
        var failed = new Receipt(receipt(0).hash(), 99, false);

        account.find(7, new Sighting.Mined(failed), 8);

        assertThat(account.effects).containsExactly(new Finish(A, new Result.Mined(failed)), new Forget(7));
    }

    @Test
    void looksAtEachBlockForOneThatWaits() {
        account.lookingUp("a", 7);
        account.find(7, new Sighting.Pending(), 7);
        assertThat(account.effects).isEmpty();

        account.nextBlock();

        assertThat(account.effects).containsExactly(new LookUp(transaction(7, "a")));
    }

    @Test
    void looksAgainWhenTheEndpointWasSilent() {
        account.lookingUp("a", 7);
        account.tell(new TransactionEvent.LookUpFailed(7, "no answer"));
        assertThat(account.effects).containsExactly(new Count(Incident.UNREACHABLE));

        account.nextBlock();

        assertThat(account.effects).containsExactly(new LookUp(transaction(7, "a")));
    }

    @Test
    void sendsAgainWhatTheEndpointLost() {
        account.lookingUp("a", 7);

        account.find(7, new Sighting.Unknown(), 7);

        assertThat(account.effects).containsExactly(new Send(transaction(7, "a")), new Count(Incident.RESENT));
    }

    @Test
    void sendsAgainWhatFellOutOfTheChain() {
        account.lookingUp("a", 7);
        account.mined(7, 101);
        account.nextBlock();

        account.find(7, new Sighting.Unknown(), 7);

        assertThat(account.effects)
                .containsExactly(
                        new Send(transaction(7, "a")),
                        new Count(Incident.RESENT),
                        new Count(Incident.REORGANISED),
                        new Report(transaction(7, "a"), new Trouble.Reorganised(receipt(101))));
    }

    @Test
    void waitsForWhatFellOutOfTheChainIntoThePool() {
        account.lookingUp("a", 7);
        account.mined(7, 101);
        account.later(TIMEOUT);
        account.nextBlock();

        account.find(7, new Sighting.Pending(), 7);

        assertThat(account.effects)
                .containsExactly(
                        new Count(Incident.REORGANISED),
                        new Report(transaction(7, "a"), new Trouble.Reorganised(receipt(101))));
    }

    @Test
    void replacesWhatWasNotMinedInTime() {
        account.lookingUp("a", 7);
        account.later(TIMEOUT.minusMillis(1));
        account.find(7, new Sighting.Pending(), 7);
        assertThat(account.effects).isEmpty();
        account.later(TIMEOUT);
        account.nextBlock();

        account.find(7, new Sighting.Pending(), 7);

        var replaced = transaction(7, "a", FEES, BUMPED);
        assertThat(account.effects)
                .containsExactly(new Save(replaced), new Send(replaced), new Count(Incident.REPLACED));
    }

    @Test
    void looksForAllTriesOfANonceAndTakesAnyOfThem() {
        replaced();
        account.nextBlock();
        assertThat(account.effects).containsExactly(new LookUp(transaction(7, "a", FEES, BUMPED)));

        account.mined(7, 99);

        assertThat(account.effects).containsExactly(new Finish(A, new Result.Mined(receipt(99))), new Forget(7));
    }

    @Test
    void saysThatItWatchesOnWhenAllReplacementsAreOut() {
        replaced();
        account.later(TIMEOUT);
        account.nextBlock();

        account.find(7, new Sighting.Pending(), 7);
        assertThat(account.effects)
                .containsExactly(new Report(transaction(7, "a", FEES, BUMPED), new Trouble.StillWaiting(2, TIMEOUT)));

        account.nextBlock();
        account.find(7, new Sighting.Unknown(), 7);
        assertThat(account.effects)
                .containsExactly(new Send(transaction(7, "a", FEES, BUMPED)), new Count(Incident.RESENT));
    }

    @Test
    void replacesNothingAboveTheCeilingAndSaysSo() {
        account.baseFee(475);
        account.nextBlock();
        account.ask("a");
        account.tell(new TransactionEvent.NonceSeen(7));
        account.tell(new TransactionEvent.Sent(7));
        account.later(TIMEOUT);
        account.nextBlock();

        account.find(7, new Sighting.Pending(), 7);

        var dear = new Fees(Wei.of(10), Wei.of(960));
        assertThat(account.effects)
                .containsExactly(new Report(
                        transaction(7, "a", dear), new Trouble.ReplacementTooDear(Wei.of(1_066), Wei.of(1_000))));
        assertThat(new Trouble.ReplacementTooDear(Wei.of(1_066), Wei.of(1_000)).message())
                .isEqualTo("replacement gas price exceeds max gas price suggested=1066 max=1000");
    }

    @Test
    void raisesAFirstOfferThatIsTooLow() {
        account.sending("a", 7);

        account.refuse(7, CHEAP);

        var replaced = transaction(7, "a", FEES, BUMPED);
        assertThat(account.effects)
                .containsExactly(
                        new Save(replaced),
                        new Send(replaced),
                        new Count(Incident.REPLACED),
                        new Count(Incident.UNDERPRICED));
        account.refuse(7, CHEAP);
        assertThat(account.effects).contains(new Finish(A, new Result.NeverTaken(BUMPED, CHEAP)));
    }

    @Test
    void endsWhatNoEndpointEverTook() {
        for (var refusal : List.of(POOR, OTHER)) {
            account.sending("a", 7);
            account.refuse(7, refusal);

            assertThat(account.effects)
                    .containsExactly(
                            new Finish(A, new Result.NeverTaken(FEES, refusal)),
                            new Forget(7),
                            new Count(Incident.of(refusal)));
        }
    }

    @Test
    void watchesOnWhenSomethingOfItIsOutWhateverIsRefusedLater() {
        for (var refusal : List.of(POOR, OTHER, TOO_LOW, CHEAP)) {
            var other = new Account();
            other.lookingUp("a", 7);
            other.later(TIMEOUT);
            other.find(7, new Sighting.Pending(), 7);

            other.refuse(7, refusal);

            var replaced = transaction(7, "a", FEES, BUMPED);
            assertThat(other.effects)
                    .containsExactly(
                            new Report(replaced, new Trouble.NotTaken(refusal)), new Count(Incident.of(refusal)));
            other.nextBlock();
            assertThat(other.effects).containsExactly(new LookUp(replaced));
        }
    }

    @Test
    void takesWhatIsKnownAlreadyForSent() {
        account.sending("a", 7);

        account.refuse(7, new Refusal.AlreadyKnown("already known"));

        assertThat(account.effects).containsExactly(new Count(Incident.ALREADY_KNOWN));
        account.nextBlock();
        assertThat(account.effects).containsExactly(new LookUp(transaction(7, "a")));
    }

    @Test
    void looksForWhatPerhapsWentOut() {
        account.sending("a", 7);
        account.tell(new TransactionEvent.SendFailed(7, "timed out"));
        assertThat(account.effects)
                .containsExactly(
                        new Count(Incident.UNREACHABLE),
                        new Report(transaction(7, "a"), new Trouble.Unreachable("timed out")));
        account.nextBlock();
        account.find(7, new Sighting.Unknown(), 7);
        assertThat(account.effects).contains(new Send(transaction(7, "a")));

        account.refuse(7, POOR);

        assertThat(account.state.flight(7)).isPresent();
    }

    @Test
    void believesThatItsNonceIsLostOnlyWhenItStaysSo() {
        account.lookingUp("a", 7);
        for (int i = 0; i < 4; i++) {
            account.find(7, new Sighting.Unknown(), 8);
            assertThat(account.effects).isEmpty();
            account.nextBlock();
        }

        account.find(7, new Sighting.Unknown(), 8);

        assertThat(account.effects)
                .containsExactly(
                        new Finish(A, new Result.NonceTaken(7)), new Forget(7), new Count(Incident.NONCE_TAKEN));
    }

    @Test
    void doubtsAgainWhenItWasSeenBetween() {
        account.lookingUp("a", 7);
        for (int i = 0; i < 10; i++) {
            account.find(7, i % 2 == 0 ? new Sighting.Unknown() : new Sighting.Pending(), 8);
            account.nextBlock();
        }

        assertThat(account.state.flight(7)).isPresent();
    }

    @Test
    void takesAReceiptThatIsGoneForAReorganisationEvenIfTheNonceIsUsed() {
        account.lookingUp("a", 7);
        account.mined(7, 101);
        account.nextBlock();

        account.find(7, new Sighting.Unknown(), 8);

        assertThat(account.effects)
                .containsExactly(
                        new Count(Incident.REORGANISED),
                        new Report(transaction(7, "a"), new Trouble.Reorganised(receipt(101))));
    }

    private void replaced() {
        account.lookingUp("a", 7);
        account.later(TIMEOUT);
        account.find(7, new Sighting.Pending(), 7);
        account.tell(new TransactionEvent.Sent(7));
    }
}
